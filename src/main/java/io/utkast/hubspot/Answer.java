package io.utkast.hubspot;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer as it came, unread.
 *
 * @param headers first values, names in lower case
 * @param body empty if there was none
 */
record Answer(int status, Map<String, String> headers, String body) {

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
