package io.utkast.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What HubSpot's tracking code does with cookies when a visitor agrees or declines, as far as a gateway sees it. */
final class CookieHelper {
    private static final Duration LIFE = Duration.ofDays(180);
    private static final String DOMAIN_HASH = "1234567";

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    CookieHelper(Clock clock) {
        this.clock = clock;
    }

    /** {@code consent}: agreed (the default) or declined; {@code utk}: this one instead of a new one. */
    Reply issue(byte[] body) {
        Asked asked = Asked.of(body, "consent", "utk");
        boolean consent = !asked.has("consent") || asked.flag("consent");
        String utk = asked.text("utk", fresh()).toLowerCase(Locale.ROOT);
        if (!ControlApi.UTK.matcher(utk).matches()) {
            throw new Asked.Wrong("utk", "32 hexadecimal digits");
        }
        return Reply.json(200, described(consent, consent ? agreed(utk) : declined()))
                .following(Contract.S30);
    }

    /** The {@code set-cookie} lines of an answer of {@link #issue}. */
    static Iterable<String> lines(Reply reply) {
        try {
            return JsonText.read(reply.body())
                    .path("setCookie")
                    .valueStream()
                    .map(com.fasterxml.jackson.databind.JsonNode::asText)
                    .toList();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> agreed(String utk) {
        long now = clock.millis();
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put("hubspotutk", utk);
        cookies.put("__hstc", String.join(".", DOMAIN_HASH, utk, "" + now, "" + now, "" + now, "1"));
        cookies.put("__hs_opt_out", "no");
        cookies.put("__hs_cookie_cat_pref", "1:true,2:true,3:true");
        return cookies;
    }

    private static Map<String, String> declined() {
        Map<String, String> cookies = new LinkedHashMap<>();
        cookies.put("hubspotutk", "");
        cookies.put("__hstc", "");
        cookies.put("__hs_opt_out", "yes");
        cookies.put("__hs_cookie_cat_pref", "1:false,2:false,3:false");
        return cookies;
    }

    private static ObjectNode described(boolean consent, Map<String, String> cookies) {
        ObjectNode json = JsonText.object();
        json.put("consent", consent);
        ObjectNode values = json.putObject("cookies");
        var lines = json.putArray("setCookie");
        cookies.forEach((name, value) -> {
            if (!value.isEmpty()) {
                values.put(name, value);
            }
            long age = value.isEmpty() ? 0 : LIFE.toSeconds();
            lines.add(name + "=" + value + "; Path=/; Max-Age=" + age + "; SameSite=Lax");
        });
        return json;
    }

    private String fresh() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
