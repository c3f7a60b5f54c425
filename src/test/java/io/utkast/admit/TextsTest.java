package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    private static final String FACE = "\uD83D\uDE00";

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "'', ''",
        "a\u0000b\u0000, ab",
        "\u0000, ''",
        "a\uD800b, a\uFFFDb",
        "\uDC00\uD800, \uFFFD\uFFFD",
        "\uD83D\u0000\uDE00, \uFFFD\uFFFD",
        "\uD83D\uD83D\uDE00, \uFFFD\uD83D\uDE00",
        "\uD83D\uDE00, \uD83D\uDE00",
        "a\tb, a\tb"
    })
    void cleans(String text, String clean) {
        assertThat(Texts.clean(text, 100)).isEqualTo(clean);
    }

    @Test
    void cutsOnCodePoints() {
        assertThat(Texts.clean("abcdef", 3)).isEqualTo("abc");
        assertThat(Texts.clean("abc", 3)).isEqualTo("abc");
        assertThat(Texts.clean(FACE.repeat(5), 3)).isEqualTo(FACE.repeat(3));
        assertThat(Texts.clean(FACE.repeat(3), 3)).isEqualTo(FACE.repeat(3));
        assertThat(Texts.clean("ab" + FACE, 3)).isEqualTo("ab" + FACE);
        assertThat(Texts.clean("\0\0\0abc", 3)).isEqualTo("abc");
        assertThat(Texts.clean("abc", 0)).isEmpty();
    }

    @Test
    void leavesNothingAlone() {
        assertThat(Texts.clean(null, 3)).isNull();
    }

    @Test
    void whateverComesSurvivesUtf8WithinItsBound() {
        Random random = new Random(7);
        char[] nasty = {'\0', 'a', '\uD800', '\uDBFF', '\uDC00', '\uDFFF', '\uFFFF', 'é'};
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(nasty[random.nextInt(nasty.length)]);
            }

            String clean = Objects.requireNonNull(Texts.clean(text.toString(), 6));

            assertThat(clean.codePointCount(0, clean.length())).isLessThanOrEqualTo(6);
            assertThat(clean).doesNotContain("\0");
            byte[] bytes = clean.getBytes(StandardCharsets.UTF_8);
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(clean);
        }
    }
}
