package io.utkast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.JarProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops the packaged gateway under load by SIGTERM, as supervisors do. */
class DrainIT {
    private static final Logger LOG = Logger.getLogger(DrainIT.class);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(40);
    /** The delay is as long as 503 can be seen: on a slow machine the usual two seconds pass between two looks. */
    private static final Map<String, String> PROPERTIES =
            Map.of("quarkus.shutdown.delay", "8s", "utkast.drain-timeout", DRAIN_TIMEOUT.toSeconds() + "s");

    /** The shell's number for a program that SIGTERM ended. */
    private static final int TERMINATED = 143;

    private static final int UNREADY = 503;

    @TempDir
    Path directory;

    @Test
    void stopUnderLoadLosesNothingAndLeavesNothingHalfDone() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Sender sender = new Sender(rig.gatewayUrl().resolve("/v1/events"));
            // So that requests to HubSpot are under way whenever the stop comes.
            rig.slowDown(Duration.ofMillis(300));
            Stop stop = stopUnderLoad(rig, sender);
            Set<String> acknowledged = sender.acknowledged();
            Map<String, Integer> before = rig.sends();

            try (JarProcess _ = rig.startGateway()) {
                rig.awaitEmptyOutbox();
            }
            Map<String, Integer> arrived = rig.sends();

            assertThat(stop.exitCode()).isEqualTo(TERMINATED);
            assertThat(stop.took()).isLessThan(DRAIN_TIMEOUT);
            assertThat(stop.takenWhileUnready()).isPositive();
            assertThat(before).isNotEmpty();
            assertThat(arrived.keySet()).containsAll(acknowledged);
            // Each lane waited for its answers and settled them: nothing was sent again.
            assertThat(arrived.values()).containsOnly(1);
            LOG.infof(
                    "drain took=%s acknowledged=%d takenWhileUnready=%d beforeTheEnd=%d",
                    stop.took(), acknowledged.size(), stop.takenWhileUnready(), before.size());
        }
    }

    private record Stop(int exitCode, Duration took, int takenWhileUnready) {}

    private static Stop stopUnderLoad(Rig rig, Sender sender) throws Exception {
        AtomicInteger whenUnready = new AtomicInteger(-1);
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        long[] took = new long[1];
        try (JarProcess gateway = rig.startGateway(PROPERTIES)) {
            sender.during(() -> {
                awaitSends(rig);
                long start = System.nanoTime();
                Thread.ofVirtual().start(() -> ended.complete(stop(gateway)));
                Awaitility.await("503 of /q/health/ready")
                        .atMost(DRAIN_TIMEOUT)
                        .pollInterval(Duration.ofMillis(20))
                        // A look may fail, and the next one succeed; only where the gateway has gone there is none.
                        .ignoreExceptionsMatching(IOException.class::isInstance)
                        .failFast("the gateway ended before anybody saw it unready", ended::isDone)
                        .until(() -> rig.readiness() == UNREADY);
                whenUnready.set(sender.acknowledged().size());
                ended.get(1, TimeUnit.MINUTES);
                took[0] = System.nanoTime() - start;
            });
        }
        return new Stop(
                ended.join(), Duration.ofNanos(took[0]), sender.acknowledged().size() - whenUnready.get());
    }

    private static void awaitSends(Rig rig) {
        Awaitility.await("events at HubSpot")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptionsMatching(IOException.class::isInstance)
                .until(() -> rig.sends().size() > 200);
    }

    private static int stop(JarProcess gateway) {
        try {
            return gateway.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
