package io.utkast.collect;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Writes the body of a 202: by hand, since nothing in it needs escaping, and straight to the response, since the general
 * JSON writer's stream costs more than the answer itself. It runs for each request.
 */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class AnswerWriter implements ServerMessageBodyWriter<Answer.Understood> {
    private static final int TYPICAL = 96;

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

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Answer.Understood.class.equals(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Answer.Understood.class.equals(type);
    }

    @Override
    public void writeResponse(Answer.Understood answer, Type genericType, ServerRequestContext context) {
        context.serverResponse().end(bytes(answer));
    }

    @Override
    public void writeTo(
            Answer.Understood answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(bytes(answer));
    }

    private static byte[] bytes(Answer.Understood answer) {
        return json(answer).getBytes(StandardCharsets.ISO_8859_1);
    }
}
