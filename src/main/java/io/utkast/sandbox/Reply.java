package io.utkast.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An HTTP answer as a value, and the rows of the contract that it follows; written by {@link Desk}. */
@SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
record Reply(int status, Map<String, String> headers, byte[] body, Set<Contract> rows) {
    static final String JSON = "application/json;charset=utf-8";
    private static final String CONTENT_TYPE = "content-type";

    static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of(CONTENT_TYPE, JSON), JsonText.bytes(body), Set.of());
    }

    static Reply text(int status, String type, String body) {
        return new Reply(status, Map.of(CONTENT_TYPE, type), body.getBytes(UTF_8), Set.of());
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), new byte[0], Set.of());
    }

    Reply with(String header, String value) {
        return with(Map.of(header, value));
    }

    Reply with(Map<String, String> others) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.putAll(others);
        return new Reply(status, more, body, rows);
    }

    Reply following(Contract row) {
        return following(Set.of(row));
    }

    Reply following(Collection<Contract> more) {
        Set<Contract> all = EnumSet.noneOf(Contract.class);
        all.addAll(rows);
        all.addAll(more);
        return new Reply(status, headers, body, all);
    }
}
