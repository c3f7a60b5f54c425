package io.utkast.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Whatever body comes, the answer counts each event once, and what is stored is within its bounds. The same bodies at each
 * build; {@link FuzzIT} takes longer. A body that once broke something belongs into {@code src/test/resources/fuzz}.
 */
class FuzzTest {
    private static final long SEED = 3_845_185_673_252_659_407L;
    private static final int BODIES = 20_000;

    @Test
    void anyBodyIsAnsweredAndWhatIsStoredIsWithinBounds() throws IOException {
        int stored = new Fuzz().run(SEED, BODIES, Duration.ZERO);

        assertThat(stored).as("a good part of them is good").isGreaterThan(BODIES / 10);
    }

    @Test
    void everyBodyOfTheCorpusIsAnswered() throws IOException {
        new Fuzz().runCorpus();
    }
}
