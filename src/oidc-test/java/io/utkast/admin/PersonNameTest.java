package io.utkast.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonNameTest {

    @ParameterizedTest
    @CsvSource({
        "alice, 248289761001, oidc:alice",
        "alice@example.com, 248289761001, oidc:248289761001",
        "'Alice Doe', auth0|5f7c8ec7, oidc:auth0|5f7c8ec7",
        "'', 248289761001, oidc:248289761001"
    })
    void takesTheFirstThatIsPlain(String name, String subject, String expected) {
        assertThat(PersonName.of(name, subject)).isEqualTo(expected);
    }

    @Test
    void hashesWhereBothAreAddresses() {
        String name = PersonName.of("alice@example.com", "alice@example.com");

        assertThat(name)
                .matches("oidc:[0-9a-f]{12}")
                .isEqualTo(PersonName.of("a@example.com", "alice@example.com"))
                .isNotEqualTo(PersonName.of("alice@example.com", "bob@example.com"));
    }

    @Test
    void breaksNoLogLine() {
        assertThat(PersonName.of("alice\nOperator acted who=bob", "x y")).matches("oidc:[0-9a-f]{12}");
    }
}
