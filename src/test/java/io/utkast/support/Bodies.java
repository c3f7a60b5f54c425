package io.utkast.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Bodies of collect requests. Each visitor and each event of it is a new one, so that tests do not meet. */
public final class Bodies {
    private static final AtomicLong NEXT = new AtomicLong(1);

    private Bodies() {}

    /** A utk that no other test has. */
    public static String utk() {
        return String.format("%032x", 0xabc_0000_0000L + NEXT.getAndIncrement());
    }

    /** An event id that no other test has. */
    public static String id() {
        return String.format("event-%010d", NEXT.getAndIncrement());
    }

    public static JsonObject pageView() {
        return new JsonObject()
                .put("id", id())
                .put("type", "page_view")
                .put("url", "https://www.example.com/pricing?utm_source=mail")
                .put("title", "Pricing")
                .put("props", new JsonObject().put("scroll", 80));
    }

    /** A good request of a visitor of the shop. */
    public static JsonObject shop(JsonObject... events) {
        return new JsonObject()
                .put("site", "shop")
                .put("utk", utk())
                .put("events", new JsonArray(Arrays.asList(events)));
    }

    /** A good request with so many page views. */
    public static JsonObject shopWith(int events) {
        JsonObject[] views = new JsonObject[events];
        Arrays.setAll(views, i -> pageView());
        return shop(views);
    }
}
