package io.utkast.sandbox;

import static io.utkast.sandbox.SandboxServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.ContractCases.Case;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the contract, as its default is and with its knob turned: status, and what the debug header says. */
class ContractOverHttpTest {
    private final SandboxServer sandbox = new SandboxServer(Configs.defaults(), new FakeClock());

    @AfterEach
    void close() {
        sandbox.close();
    }

    static Stream<Case> cases() {
        return ContractCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersAsTheContractSaysAndNamesItsRows(Case one) {
        sandbox.authorized().turn(one.settings());

        HttpResponse<String> response = one.request().to(sandbox);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(one.status());
        assertThat(header(response, Contract.HEADER)).isEqualTo(one.contract());
    }

    @Test
    void everyRowIsTested() {
        Set<String> tested = cases().flatMap(one -> Arrays.stream(one.contract().split(", ", -1)))
                .collect(Collectors.toUnmodifiableSet());

        assertThat(Arrays.stream(Contract.values()).map(Contract::text)).allMatch(tested::contains);
    }
}
