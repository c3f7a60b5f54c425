package io.utkast.admit;

import io.utkast.event.Utk;
import io.utkast.event.Visitor;
import io.utkast.site.Site;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param visitor null if the request tells no utk, or one that is none
 */
public record Sender(Site site, Signals signals, @Nullable Visitor visitor) {

    /** The sender that the signals tell of. */
    public static Sender of(Site site, Signals signals) {
        String text = utk(signals);
        Utk utk = text == null ? null : Utk.parse(text).orElse(null);
        return new Sender(site, signals, utk == null ? null : new Visitor(site.domain(), utk));
    }

    /** Whether the request tells a utk, be it a right one or not. */
    boolean tellsUtk() {
        return utk(signals) != null;
    }

    private static @Nullable String utk(Signals signals) {
        return signals.utk() != null ? signals.utk() : Cookies.utk(signals.cookies());
    }
}
