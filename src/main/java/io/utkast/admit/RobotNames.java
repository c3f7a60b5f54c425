package io.utkast.admit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names by which robots, monitors and HTTP libraries tell themselves: a bundled list, and words that most of the rest have
 * in common. The list's names are found by their first three characters, so that a long text costs microseconds.
 */
final class RobotNames {
    private static final String LIST = "bots/user-agents.txt";

    /** Cubot is a make of telephone. */
    private static final Pattern WORDS = Pattern.compile(
            "(?<!\\bcu)bot\\b|bot/|bot_|crawl|spider|slurp|headless|lighthouse|pingdom|uptime|monitor|preview"
                    + "|facebookexternalhit|curl/|wget/|python-|go-http-client|java/|okhttp|axios/|node-fetch|phantomjs|scrapy",
            Pattern.CASE_INSENSITIVE);

    private static final int HEAD = 3;
    private static final int SHELVES = 8192;
    private static final int PRIME = 31;

    private final List<List<String>> shelves = new ArrayList<>(SHELVES);
    private final List<String> beginnings = new ArrayList<>();

    /** @param names texts to be found anywhere in a user agent or, behind a {@code ^}, at its start */
    RobotNames(List<String> names) {
        for (int i = 0; i < SHELVES; i++) {
            shelves.add(List.of());
        }
        names.forEach(this::add);
    }

    private void add(String name) {
        if (name.startsWith("^")) {
            beginnings.add(name.substring(1));
            return;
        }
        if (name.length() < HEAD) {
            throw new IllegalArgumentException("'" + name + "' is too short to tell a robot");
        }
        int shelf = shelf(name, 0);
        List<String> more = new ArrayList<>(shelves.get(shelf));
        more.add(name);
        shelves.set(shelf, List.copyOf(more));
    }

    /** The list in the jar; without it the jar was packaged wrongly. */
    static RobotNames bundled() {
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(LIST)) {
            if (file == null) {
                throw new IllegalStateException(LIST + " is not in the jar: run ./mvnw package");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            return new RobotNames(lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the user agent names a robot. */
    boolean standIn(String userAgent) {
        for (int i = 0; i <= userAgent.length() - HEAD; i++) {
            for (String name : shelves.get(shelf(userAgent, i))) {
                if (userAgent.startsWith(name, i)) {
                    return true;
                }
            }
        }
        return beginnings.stream().anyMatch(userAgent::startsWith)
                || WORDS.matcher(userAgent).find();
    }

    private static int shelf(String text, int at) {
        int head = (text.charAt(at) * PRIME + text.charAt(at + 1)) * PRIME + text.charAt(at + 2);
        return head & (SHELVES - 1);
    }
}
