package io.utkast.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/** Turns whatever goes wrong in a door into a {@link Problem}; the cause is logged under the problem's request id. */
@Provider
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int SERVER_ERROR = 500;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof ProblemException refused) {
            return Problem.of(refused.code(), refused.detail()).toResponse().build();
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < SERVER_ERROR) {
            return fromStatus(web.getResponse());
        }
        Problem problem = Problem.of(ProblemCode.INTERNAL, "The fault is ours; the log has the cause under requestId.");
        LOG.errorf(failure, "request failed requestId=%s", problem.requestId());
        return problem.toResponse().build();
    }

    private static Response fromStatus(Response thrown) {
        ProblemCode code = switch (thrown.getStatus()) {
            case 401 -> ProblemCode.BAD_KEY;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 413 -> ProblemCode.TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            default -> ProblemCode.BAD_REQUEST;
        };
        Response.ResponseBuilder response = Problem.of(code, code.title() + ".").toResponse();
        String allow = thrown.getHeaderString("Allow");
        return allow == null
                ? response.build()
                : response.header("Allow", allow).build();
    }
}
