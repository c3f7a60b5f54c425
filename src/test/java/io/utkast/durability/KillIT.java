package io.utkast.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.JarProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged gateway under load at random moments and asks the sandbox, in a process of its own, what arrived.
 * More rounds: {@code ./mvnw verify -Dit.test=KillIT -Dtests.kill.rounds=50}.
 */
class KillIT {
    private static final Logger LOG = Logger.getLogger(KillIT.class);
    private static final int ROUNDS = Integer.getInteger("tests.kill.rounds", 5);

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void noAcknowledgedEventIsLostAndNoneHasTwoNames() throws Exception {
        try (Rig rig = Rig.in(directory)) {
            Sender sender = new Sender(rig.gatewayUrl().resolve("/v1/events"));
            for (int round = 0; round < ROUNDS; round++) {
                int before = sender.acknowledged().size();
                try (JarProcess gateway = rig.startGateway()) {
                    sender.during(() -> {
                        awaitGrowth(sender, before);
                        pause(ThreadLocalRandom.current().nextInt(0, 1500));
                        gateway.kill();
                    });
                }
            }
            try (JarProcess _ = rig.startGateway()) {
                rig.awaitEmptyOutbox();
                Map<String, Integer> arrived = rig.sends();

                assertThat(arrived.keySet()).containsAll(sender.acknowledged());
                assertThat(sender.sent()).containsAll(arrived.keySet());
                report(sender, arrived);
            }
        }
    }

    /** A kill before the first answer would prove nothing. */
    private static void awaitGrowth(Sender sender, int before) {
        Awaitility.await("an acknowledged event")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sender.acknowledged().size() > before);
    }

    private static void report(Sender sender, Map<String, Integer> arrived) {
        Map<Integer, Integer> eventsBySends = new TreeMap<>();
        arrived.values().forEach(sends -> eventsBySends.merge(sends, 1, Integer::sum));
        LOG.infof(
                "kill test rounds=%d posted=%d acknowledged=%d arrived=%d eventsBySends=%s",
                ROUNDS, sender.sent().size(), sender.acknowledged().size(), arrived.size(), eventsBySends);
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }
}
