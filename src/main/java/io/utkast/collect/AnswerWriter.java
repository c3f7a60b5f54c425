package io.utkast.collect;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Turns the collector's verdict into a status and a body, straight to the response: the general way, by a
 * {@code Response} and a stream, costs more than the answer itself, and this runs for each request.
 */
@Provider
public class AnswerWriter implements ServerMessageBodyWriter<Answer> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
        return Answer.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return Answer.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Answer answer, Type genericType, ServerRequestContext context) {
        // Else a content type of REST's own choice would go over ours.
        context.serverResponse().setPreCommitListener(null);
        Answers.write(
                ((ResteasyReactiveRequestContext) context)
                        .unwrap(RoutingContext.class)
                        .response(),
                answer);
    }

    @Override
    public void writeTo(
            Answer answer,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new IllegalStateException("an answer has a status, so it is no body for a stream");
    }
}
