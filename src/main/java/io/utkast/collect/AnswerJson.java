package io.utkast.collect;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The body of a 202, by hand: nothing in it needs escaping, and it is made for each request. */
final class AnswerJson {
    private static final int TYPICAL = 96;

    private AnswerJson() {}

    static Buffer of(Answer.Understood answer) {
        return Buffer.buffer(text(answer).getBytes(StandardCharsets.ISO_8859_1));
    }

    static String text(Answer.Understood answer) {
        StringBuilder json = new StringBuilder(TYPICAL)
                .append("{\"receipt\":\"")
                .append(answer.receipt().value())
                .append("\",\"accepted\":")
                .append(answer.accepted())
                .append(",\"duplicates\":")
                .append(answer.duplicates())
                .append(",\"refused\":[");
        String comma = "";
        for (Answer.RefusedEvent refused : answer.refused()) {
            json.append(comma)
                    .append("{\"index\":")
                    .append(refused.index())
                    .append(",\"reason\":\"")
                    .append(refused.reason().code())
                    .append("\"}");
            comma = ",";
        }
        return json.append("]}").toString();
    }
}
