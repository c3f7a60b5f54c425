package io.utkast.problem;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.util.UUID;

/**
 * The error body of all our doors (RFC 9457).
 *
 * @param type {@code https://utkast.io/problems/<code>}
 * @param detail what is wrong with this request and what would be right; never a stack trace
 * @param requestId also in the log, where there is something to log
 */
public record Problem(String type, String title, int status, String detail, String code, String requestId) {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A problem with an id of its own. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(
                "https://utkast.io/problems/" + code.code(),
                code.title(),
                code.status(),
                detail,
                code.code(),
                UUID.randomUUID().toString());
    }

    /** The answer that carries it; headers may be added. */
    public Response.ResponseBuilder toResponse() {
        return Response.status(status).type(MEDIA_TYPE).entity(json());
    }

    /** The body, for doors that answer before Quarkus REST is asked. */
    public String json() {
        return new JsonObject()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code)
                .put("requestId", requestId)
                .encode();
    }
}
