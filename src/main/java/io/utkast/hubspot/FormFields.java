package io.utkast.hubspot;

import io.utkast.site.Portal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Fields in the encoding of forms, as OAuth wants them in bodies and queries. No {@code toString}: they hold secrets. */
final class FormFields {
    private final StringJoiner fields = new StringJoiner("&");

    /** A form that begins with the app's credentials. */
    static FormFields of(Portal.Credentials app) {
        return new FormFields()
                .with("client_id", app.clientId())
                .with("client_secret", app.clientSecret().reveal());
    }

    /** One more field; none if the value is null. */
    FormFields with(String name, @Nullable String value) {
        if (value != null) {
            fields.add(encoded(name) + "=" + encoded(value));
        }
        return this;
    }

    String text() {
        return fields.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
