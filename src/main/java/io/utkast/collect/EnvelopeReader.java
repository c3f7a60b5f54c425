package io.utkast.collect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.utkast.admit.Candidate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a collect request, token by token: it runs on the event loop for each request. A wrong shape is
 * noted and read over, so that the site is known before it is told; only what is no JSON at all throws.
 */
final class EnvelopeReader {
    /** The most events of a request. */
    static final int MOST_EVENTS = 50;

    private static final int DEEPEST = 32;
    /** No longer than the body: an absurd number is the fault of its event, not of the whole request. */
    private static final int LONGEST_NUMBER = Body.LARGEST;

    private static final long MOST_DROPPED = 1_000_000;

    /** Names come from outside: interning them would let a stranger fill the JVM's table of strings. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final JsonParser json;
    private @Nullable String site;
    private @Nullable String utk;
    private @Nullable String pageToken;
    private @Nullable Long sentAt;
    private @Nullable Boolean consent;
    private boolean automated;
    private @Nullable Map<String, Long> dropped;
    private @Nullable List<Candidate> events;
    private @Nullable String fault;

    private EnvelopeReader(JsonParser json) {
        this.json = json;
    }

    /** @throws IOException if the bytes are no JSON text */
    static Envelope read(byte[] body) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            return new EnvelopeReader(json).read();
        }
    }

    private Envelope read() throws IOException {
        JsonToken first = json.nextToken();
        if (first == null) {
            throw new IOException("the body is empty");
        }
        if (first == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                readField(name, json.nextToken());
            }
        } else {
            json.skipChildren();
            fault = "The body must be an object.";
        }
        if (json.nextToken() != null) {
            throw new IOException("something follows the object");
        }
        return new Envelope(site, utk, pageToken, sentAt, consent, automated, dropped, events, fault);
    }

    private void readField(String name, JsonToken token) throws IOException {
        switch (name) {
            case "site" -> site = readText(name, token);
            // A utk of the wrong type is a bad utk for all events, not a wrong envelope.
            case "utk" -> utk = token == JsonToken.VALUE_NULL ? null : textOr(token, "?");
            case "token" -> pageToken = textOr(token, "");
            case "sentAt" -> sentAt = readTime(name, token);
            case "consent" -> consent = readBoolean(name, token);
            case "automated" -> automated = Boolean.TRUE.equals(readBoolean(name, token));
            case "dropped" -> readDropped(token);
            case "events" -> readEvents(token);
            default -> json.skipChildren();
        }
    }

    private @Nullable String readText(String name, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        wrong(token, "'" + name + "' must be a string.");
        return null;
    }

    private String textOr(JsonToken token, String other) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return other;
    }

    private @Nullable Boolean readBoolean(String name, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        wrong(token, "'" + name + "' must be true or false.");
        return null;
    }

    private @Nullable Long readTime(String name, JsonToken token) throws IOException {
        Long time = CandidateReader.time(json, token);
        if (time == null) {
            wrong(token, "'" + name + "' must be a time in milliseconds since 1970.");
        }
        return time;
    }

    private void readDropped(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            wrong(token, "'dropped' must be an object of counts.");
            return;
        }
        Map<String, Long> counts = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (value != JsonToken.VALUE_NUMBER_INT
                    || json.getNumberType() != JsonParser.NumberType.INT
                    || json.getIntValue() < 0) {
                wrong(value, "'dropped' must hold counts, such as {\"no-utk\": 2}.");
            } else if (SiteCounters.DROP_REASONS.contains(key)) {
                counts.put(key, Math.min(json.getIntValue(), MOST_DROPPED));
            }
        }
        dropped = counts;
    }

    private void readEvents(JsonToken token) throws IOException {
        if (token != JsonToken.START_ARRAY) {
            wrong(token, "'events' must be a list.");
            return;
        }
        List<Candidate> read = new ArrayList<>();
        JsonToken element = json.nextToken();
        while (element != JsonToken.END_ARRAY) {
            if (read.size() > MOST_EVENTS) {
                // Too many already; the rest is only read over.
                json.skipChildren();
            } else {
                read.add(CandidateReader.read(json, element));
            }
            element = json.nextToken();
        }
        events = read;
    }

    /** Notes the first fault of a value that may be null, and reads over it. */
    private void wrong(JsonToken token, String message) throws IOException {
        json.skipChildren();
        if (token != JsonToken.VALUE_NULL && fault == null) {
            fault = message;
        }
    }
}
