package io.utkast.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.utkast.admit.Candidate;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one event of the envelope; a wrong type inside it is its own fault and no one else's. */
final class CandidateReader {
    private static final int MOST_PROPS = 32;
    private static final int LONGEST_KEY = 64;
    /** Converting a longer one costs more than it can mean. */
    private static final int LONGEST_NUMBER = 64;

    /** The largest time that a browser's Date can hold. */
    private static final long LATEST = 8_640_000_000_000_000L;

    private final JsonParser json;
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable Long at;
    private @Nullable String url;
    private @Nullable String title;
    private @Nullable String referrer;
    private final Map<String, Object> props = new LinkedHashMap<>();
    private @Nullable String fault;

    private CandidateReader(JsonParser json) {
        this.json = json;
    }

    /** Reads the value that starts with {@code token} to its end. */
    static Candidate read(JsonParser json, JsonToken token) throws IOException {
        CandidateReader reader = new CandidateReader(json);
        if (token == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                reader.readField(name, json.nextToken());
            }
        } else {
            reader.wrong("event");
        }
        return new Candidate(
                reader.id,
                reader.type,
                reader.at,
                reader.url,
                reader.title,
                reader.referrer,
                reader.props,
                reader.fault);
    }

    /** A time in epoch milliseconds, null if the token is none. */
    static @Nullable Long time(JsonParser json, JsonToken token) throws IOException {
        if (token.isNumeric() && json.getTextLength() > LONGEST_NUMBER) {
            return null;
        }
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long time = json.getLongValue();
            return time >= 0 && time <= LATEST ? time : null;
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            double time = json.getDoubleValue();
            return time >= 0 && time <= LATEST ? (long) time : null;
        }
        return null;
    }

    private void readField(String name, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "id" -> id = text(name, token);
            case "type" -> type = text(name, token);
            case "url" -> url = text(name, token);
            case "title" -> title = text(name, token);
            case "referrer" -> referrer = text(name, token);
            case "at" -> {
                at = time(json, token);
                if (at == null) {
                    wrong(name);
                }
            }
            case "props" -> readProps(token);
            default -> json.skipChildren();
        }
    }

    private @Nullable String text(String name, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        wrong(name);
        return null;
    }

    private void readProps(JsonToken token) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            wrong("props");
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            if (!isKey(key)) {
                wrong("props." + key);
            } else if (value != JsonToken.VALUE_NULL) {
                readProp(key, value);
            }
        }
        if (props.size() > MOST_PROPS) {
            fault = "props";
        }
    }

    private void readProp(String key, JsonToken value) throws IOException {
        switch (value) {
            case VALUE_STRING -> props.put(key, json.getText());
            case VALUE_TRUE -> props.put(key, true);
            case VALUE_FALSE -> props.put(key, false);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(key, value);
            default -> wrong("props." + key);
        }
    }

    private void readNumber(String key, JsonToken value) throws IOException {
        if (json.getTextLength() > LONGEST_NUMBER) {
            wrong("props." + key);
            return;
        }
        boolean whole =
                value == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        if (whole) {
            props.put(key, json.getLongValue());
        } else if (Double.isFinite(json.getDoubleValue())) {
            props.put(key, json.getDoubleValue());
        } else {
            wrong("props." + key);
        }
    }

    private static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private void wrong(String name) throws IOException {
        json.skipChildren();
        if (fault == null) {
            fault = name;
        }
    }
}
