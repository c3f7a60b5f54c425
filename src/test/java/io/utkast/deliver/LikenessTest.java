package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.DeliveryId;
import io.utkast.outbox.DeathCause;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikenessTest {
    private static final DeliveryId A = new DeliveryId("4242:shop:3f2a9c0d1e4b5a69");
    private static final DeliveryId B = new DeliveryId("4242:shop:ffffffffffffffff");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Event 4242:shop:3f2a9c0d1e4b5a69 failed     | Event 4242:shop:ffffffffffffffff failed
                    Property "red" is unknown                   | Property "green" is unknown
                    Property 'red' is unknown                   | Property 'green' is unknown
                    line 1, column 77                           | line 1, column 2
                    request 01890a5d-ac96-774b-bcce-b302099a8057| request 01890a5d-ac96-774b-bcce-b302099a8058
                    """)
    void seesTheSameFaultBehindOtherValues(String one, String other) {
        assertThat(Likeness.of(cause(400, one), A)).isEqualTo(Likeness.of(cause(400, other), B));
    }

    @ParameterizedTest
    @CsvSource({"400, no such token, 404, no such token", "400, no such token, 400, too large"})
    void tellsFaultsApart(int status, String message, int otherStatus, String otherMessage) {
        assertThat(Likeness.of(cause(status, message), A))
                .isNotEqualTo(Likeness.of(cause(otherStatus, otherMessage), A));
    }

    private static DeathCause cause(int status, String message) {
        return new DeathCause(status, "VALIDATION_ERROR", message, null);
    }
}
