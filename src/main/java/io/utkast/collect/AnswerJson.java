package io.utkast.collect;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The body of a 202, by hand: nothing in it needs escaping, and it is made for each request. */
final class AnswerJson {
    private AnswerJson() {}

    static Buffer of(Answer.Understood answer) {
        return Buffer.buffer(text(answer).getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(Answer.Understood answer) {
        // One concatenation, whose length is known before it is made: a builder takes twice as long.
        return "{\"receipt\":\"" + answer.receipt().value() + "\",\"accepted\":" + answer.accepted()
                + ",\"duplicates\":" + answer.duplicates() + ",\"refused\":[" + refused(answer.refused()) + "]}";
    }

    private static String refused(List<Answer.RefusedEvent> refused) {
        return refused.isEmpty()
                ? ""
                : refused.stream().map(AnswerJson::refused).collect(Collectors.joining(","));
    }

    private static String refused(Answer.RefusedEvent refused) {
        return "{\"index\":" + refused.index() + ",\"reason\":\""
                + refused.reason().code() + "\"}";
    }
}
