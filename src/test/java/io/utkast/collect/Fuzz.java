package io.utkast.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.event.BrowserEvent;
import io.utkast.event.QueuedEvent;
import io.utkast.support.ManualOutbox;
import io.utkast.support.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bodies that grow from good and bad ones by chance, and what has to hold for the answer to each. */
final class Fuzz {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "-1",
        "1e400",
        "0.1",
        "99999999999999999999",
        "\u0000",
        "\\u0000",
        "\\ud800",
        "\\udc00\\ud800",
        "\"\"",
        "\"props\":{",
        "\"events\":[",
        "\"utk\":7",
        "@",
        "%40",
        "#",
        "?",
        "://",
        "\\\\",
        "\uD83D\uDE00",
        "ann@example.com",
        "https://",
        "&utm_source=",
        "\r\n",
        "\"consent\":false,"
    };

    private static final int BODIES_PER_GATEWAY = 500;

    private final TestClock clock = new TestClock();
    private ManualOutbox outbox = new ManualOutbox();
    private Collector collector = OpenDoor.over(outbox.port(), clock);
    private int admitted;

    /**
     * Tries bodies until both bounds are reached.
     *
     * @return how many events of them were stored
     */
    int run(long seed, int leastBodies, Duration leastTime) throws IOException {
        long until = System.nanoTime() + leastTime.toNanos();
        Random random = new Random(seed);
        List<String> corpus = corpus();

        for (int tried = 0; tried < leastBodies || System.nanoTime() < until; tried++) {
            if (tried % BODIES_PER_GATEWAY == 0) {
                begin();
            }
            check(mutated(corpus, random), "body " + tried + " of -Dtests.fuzz.seed=" + seed);
        }
        begin();
        return admitted;
    }

    /** Tries the bodies that others grow from. */
    void runCorpus() throws IOException {
        for (String body : corpus()) {
            check(body, "corpus");
        }
    }

    /** A gateway that knows of no ids and of no revocation: else it would soon refuse nearly all. */
    private void begin() {
        admitted += outbox.stored().size();
        outbox = new ManualOutbox();
        collector = OpenDoor.over(outbox.port(), clock);
    }

    private void check(String body, String name) {
        List<QueuedEvent> stored = outbox.stored();
        int before = stored.size();
        CompletableFuture<Answer> future =
                collector.collect(OpenDoor.incoming(body.getBytes(UTF_8))).toCompletableFuture();

        if (outbox.waiting() > 0) {
            assertThat(future).as("%s: %s", name, body).isNotDone();
            outbox.store();
        }
        assertThat(future).as("%s: %s", name, body).isCompleted();
        switch (future.join()) {
            case Answer.TurnedAway away -> assertThat(stored).as(name).hasSize(before);
            case Answer.Understood understood -> {
                assertThat(stored).as(name).hasSize(before + understood.accepted());
                assertThat(understood.accepted()
                                + understood.duplicates()
                                + understood.refused().size())
                        .as(name)
                        .isBetween(0, EnvelopeReader.MOST_EVENTS);
            }
        }
        for (QueuedEvent event : stored.subList(before, stored.size())) {
            checkStored(event.event(), name + ": " + body);
        }
    }

    private void checkStored(BrowserEvent event, String name) {
        checkText(event.url(), 2048, name);
        checkText(event.title(), 512, name);
        checkText(event.referrer(), 2048, name);
        assertThat(event.props().size()).as(name).isLessThanOrEqualTo(32);
        event.props().forEach((key, value) -> {
            assertThat(key).as(name).matches("[A-Za-z0-9_.-]{1,64}");
            assertThat(value).as(name).isInstanceOfAny(String.class, Long.class, Double.class, Boolean.class);
            checkText(value instanceof String text ? text : null, 1024, name);
        });
        assertThat(event.at()).as(name).isBetween(clock.instant().minus(Duration.ofDays(7)), clock.instant());
        String url = event.url();
        assertThat(url == null ? "" : url).as(name).doesNotContain("#", "ann@example.com");
        String title = event.title();
        assertThat(title == null ? "" : title).as(name).doesNotContain("ann@example.com");
    }

    private static void checkText(@Nullable String text, int most, String name) {
        if (text != null) {
            assertThat(text.codePointCount(0, text.length())).as(name).isLessThanOrEqualTo(most);
            assertThat(text).as(name).doesNotContain("\0");
            assertThat(text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF))
                    .as("%s: whole surrogate pairs", name)
                    .isTrue();
        }
    }

    private static String mutated(List<String> corpus, Random random) {
        StringBuilder body = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
        for (int change = random.nextInt(6); change > 0; change--) {
            int at = random.nextInt(body.length() + 1);
            int end = Math.min(body.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> body.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> body.delete(at, end);
                case 2 -> body.insert(at, body.substring(at, end).repeat(1 + random.nextInt(40)));
                default -> body.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return body.toString();
    }

    private static List<String> corpus() throws IOException {
        List<String> bodies = new ArrayList<>();
        try (Stream<Path> files = Files.list(CORPUS)) {
            for (Path file : files.sorted().toList()) {
                bodies.add(Files.readString(file));
            }
        }
        assertThat(bodies).hasSizeGreaterThan(5);
        return bodies;
    }
}
