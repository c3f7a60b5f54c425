package io.utkast.admin;

import io.utkast.event.PortalKey;
import io.utkast.event.SiteKey;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of the operator's requests; what is wrong becomes a problem that names the parameter. */
public final class Parameters {
    private static final int MOST = 1000;

    private Parameters() {}

    /** How many are wanted, 1 to 1000. */
    public static int limit(@Nullable String text, int usual) {
        if (text == null) {
            return usual;
        }
        int limit = number("limit", text);
        if (limit < 1 || limit > MOST) {
            throw wrong("limit", "must be 1 to " + MOST);
        }
        return limit;
    }

    /** The portal's key; null if absent. */
    public static @Nullable PortalKey portal(@Nullable String text) {
        return text == null ? null : read("portal", text, PortalKey::new);
    }

    /** The site's key; null if absent. */
    public static @Nullable SiteKey site(@Nullable String text) {
        return text == null ? null : read("site", text, SiteKey::new);
    }

    /** A whole number. */
    public static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(name, "must be a whole number");
        }
    }

    /** A time as in ISO 8601; null if absent. */
    public static @Nullable Instant time(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(name, "must be a time such as 2026-11-23T12:00:00Z");
        }
    }

    /** What the reader makes of the text; its complaint becomes the problem's. */
    public static <T> T read(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw wrong(name, Objects.requireNonNullElse(e.getMessage(), "is wrong"));
        }
    }

    /** The problem of a wrong parameter. */
    public static WebApplicationException wrong(String name, String what) {
        return problem(ProblemCode.BAD_REQUEST, "'" + name + "': " + what + ".");
    }

    /** Ends the request with a problem. */
    public static WebApplicationException problem(ProblemCode code, String detail) {
        return new WebApplicationException(Problem.of(code, detail).toResponse().build());
    }
}
