package io.utkast.collect;

/** Writes the body of a 202; by hand, since nothing in it needs escaping and it runs for each request. */
final class AnswerWriter {
    private static final int TYPICAL = 96;

    private AnswerWriter() {}

    static String json(Answer.Understood answer) {
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
