package io.utkast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer as a value; written by {@link Door}. */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record Reply(int status, Map<String, String> headers, byte[] body) {
    static final String JSON = "application/json;charset=utf-8";
    private static final String CONTENT_TYPE = "content-type";

    /** How sure HubSpot's behaviour is that a reply follows; sent as {@code x-sandbox-contract}. */
    enum Evidence {
        DOCUMENTED,
        OBSERVED,
        ASSUMED
    }

    static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of(CONTENT_TYPE, JSON), JsonText.bytes(body));
    }

    static Reply text(int status, String type, String body) {
        return new Reply(status, Map.of(CONTENT_TYPE, type), body.getBytes(UTF_8));
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0]);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body);
    }

    Reply with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.putAll(others);
        return new Reply(status, more, body);
    }

    Reply following(Evidence evidence) {
        return with("x-sandbox-contract", evidence.name().toLowerCase(java.util.Locale.ROOT));
    }
}
