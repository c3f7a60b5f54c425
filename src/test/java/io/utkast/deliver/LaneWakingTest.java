package io.utkast.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.QueuedEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends the waits of a lane at once: its bell rings, and whoever waits looks again. */
class LaneWakingTest {
    private final LaneDriver driver = new LaneDriver();

    static List<Arguments> wishes() {
        return List.of(
                Arguments.argumentSet("pause", (Consumer<Lane>) Lane::pause),
                Arguments.argumentSet("resume", (Consumer<Lane>) Lane::resume),
                Arguments.argumentSet("unauthorized", (Consumer<Lane>) lane -> lane.unauthorized("connect it")),
                Arguments.argumentSet("authorized", (Consumer<Lane>) Lane::authorized),
                Arguments.argumentSet("release", (Consumer<Lane>) Lane::release),
                Arguments.argumentSet("close", (Consumer<Lane>) lane -> lane.close(Duration.ZERO)));
    }

    @ParameterizedTest
    @MethodSource("wishes")
    void anOperatorsWishIsHeardAtOnce(Consumer<Lane> wish) {
        long before = changes();

        wish.accept(driver.lane);

        assertThat(changes()).isEqualTo(before + 1);
    }

    @Test
    void anAnswerIsHeardBeforeThePassEnds() {
        driver.queue(QueuedEvents.pageViews(2));
        List<Long> seen = new ArrayList<>();
        driver.destination.answers(batch -> {
            seen.add(changes());
            return batch.size() == 1
                    ? ScriptedDestination.yes(batch)
                    : new Outcome.SplitAndRetry("413", QuotaSeen.NONE);
        });

        driver.step();

        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void theEndOfAPassThatSentNothingIsHeard() {
        driver.queue(QueuedEvents.pageViews(1));
        driver.letRequestsStayUnderWay();
        driver.step();
        driver.lane.pause();
        long before = changes();

        driver.answer();

        assertThat(driver.destination.requests()).isEmpty();
        assertThat(changes()).isEqualTo(before + 1);
    }

    @Test
    void aPassThatNeedsAnotherSlotLooksForItAFewTimesASecond() {
        LaneDriver slow = new LaneDriver(LaneSettings.of(
                QueuedEvents.ACME, 2, Duration.ofMillis(500), new LaneSettings.Quota(1, Duration.ofSeconds(10), 0)));
        slow.queue(QueuedEvents.pageViews(2));
        slow.destination.answers(batch ->
                batch.size() == 1 ? ScriptedDestination.yes(batch) : new Outcome.SplitAndRetry("413", QuotaSeen.NONE));

        slow.step();

        assertThat(slow.outbox.delivered()).isEqualTo(2);
        assertThat(slow.waits()).isBetween(2 * 50, 2 * 60);
    }

    private long changes() {
        return driver.bell.strokes().changes();
    }
}
