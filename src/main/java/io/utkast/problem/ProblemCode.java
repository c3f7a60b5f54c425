package io.utkast.problem;

/** The kinds of problem, each with its status and title. */
public enum ProblemCode {
    NOT_JSON(400, "not-json", "The body is not JSON"),
    BAD_ENVELOPE(400, "bad-envelope", "The body has the wrong shape"),
    BAD_REQUEST(400, "bad-request", "The request is wrong"),
    BAD_KEY(401, "bad-key", "Credentials are missing or wrong"),
    ORIGIN_NOT_ALLOWED(403, "origin-not-allowed", "This origin may not send for the site"),
    BAD_PAGE_TOKEN(403, "bad-page-token", "The page token is missing, wrong or too old"),
    FORBIDDEN(403, "forbidden", "Not allowed"),
    NOT_FOUND(404, "not-found", "Nothing is here"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "This method is not allowed here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "This cannot be had in the accepted form"),
    SITE_DISABLED(410, "site-disabled", "The site is switched off"),
    TOO_LARGE(413, "too-large", "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "This content type or encoding is not taken"),
    TOO_MANY_REQUESTS(429, "too-many-requests", "Too many requests"),
    HEADERS_TOO_LARGE(431, "headers-too-large", "The headers are too large"),
    INTERNAL(500, "internal", "The gateway failed"),
    UNAVAILABLE(503, "unavailable", "The gateway cannot take events now");

    private final int status;
    private final String code;
    private final String title;

    ProblemCode(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The last part of the problem's type, and its {@code code}. */
    public String code() {
        return code;
    }

    /** What it is called for people. */
    public String title() {
        return title;
    }
}
