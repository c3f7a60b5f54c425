package io.utkast.problem;

/** Ends a request with a problem, from wherever its parameters are read. */
public final class ProblemException extends RuntimeException {
    private final ProblemCode code;
    private final String detail;

    /** @param detail names the parameter and what would be right */
    public ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.detail = detail;
    }

    ProblemCode code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
