package io.utkast.admit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** HubSpot's cookies in a {@code Cookie} header; no other cookie is looked at. */
final class Cookies {
    private static final int UTK_PART = 1;
    private static final Pattern COLON = Pattern.compile("%3[Aa]");
    private static final Pattern CATEGORY_END = Pattern.compile("[,_]|%2[Cc]");

    private Cookies() {}

    /** The value of {@code hubspotutk}, else the second part of {@code __hstc}; null if there is neither. */
    static @Nullable String utk(@Nullable String header) {
        String utk = value(header, "hubspotutk");
        if (utk != null && !utk.isEmpty()) {
            return utk;
        }
        String hstc = value(header, "__hstc");
        if (hstc == null) {
            return null;
        }
        String[] parts = hstc.split("\\.", -1);
        return parts.length > UTK_PART ? parts[UTK_PART] : null;
    }

    /** Whether HubSpot's own cookies say that the visitor does not want to be tracked. */
    static boolean optedOut(@Nullable String header) {
        if (header == null) {
            return false;
        }
        if ("yes".equals(value(header, "__hs_do_not_track")) || "yes".equals(value(header, "__hs_opt_out"))) {
            return true;
        }
        // Categories: 1 is analytics. Entries are separated by a comma, in one sample by an underscore.
        String categories = value(header, "__hs_cookie_cat_pref");
        if (categories == null) {
            return false;
        }
        for (String entry : CATEGORY_END.split(COLON.matcher(categories).replaceAll(":"), -1)) {
            if (entry.equals("1:false")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String value(@Nullable String header, String name) {
        if (header == null) {
            return null;
        }
        int from = 0;
        while (from < header.length()) {
            int end = header.indexOf(';', from);
            if (end < 0) {
                end = header.length();
            }
            int start = from;
            while (start < end && header.charAt(start) == ' ') {
                start++;
            }
            if (header.startsWith(name, start)
                    && start + name.length() < end
                    && header.charAt(start + name.length()) == '=') {
                return header.substring(start + name.length() + 1, end).trim();
            }
            from = end + 1;
        }
        return null;
    }
}
