package io.utkast.admin;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.utkast.admin.Doorkeeper.Knock;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request that is being answered: what it shows at the door, and who was let in with it. */
@Singleton
class CurrentRequest implements AuditNotes {
    static final String SESSION_COOKIE = "utkast-session";
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String OPERATOR = "utkast.admin.operator";
    private static final String FACTS = "utkast.admin.facts";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int IPV6_PREFIX_BYTES = 8;

    private final CurrentVertxRequest current;

    CurrentRequest(CurrentVertxRequest current) {
        this.current = current;
    }

    Knock knock() {
        HttpServerRequest request = request();
        return new Knock(
                request.getHeader("Authorization"),
                cookie(SESSION_COOKIE),
                request.getHeader(CSRF_HEADER),
                changesSomething(),
                address());
    }

    boolean changesSomething() {
        return !READING.contains(request().method());
    }

    @Nullable
    String cookie(String name) {
        Cookie cookie = request().getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    /** The sender's IPv4 address, or the /64 of its IPv6 address: one sender often has all of it. */
    String address() {
        String host = request().remoteAddress() == null
                ? null
                : request().remoteAddress().hostAddress();
        if (host == null) {
            return "";
        }
        // A literal is never looked up in DNS.
        InetAddress address = InetAddress.ofLiteral(host);
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_BYTES))
                : host;
    }

    void admit(Operator operator) {
        current.getCurrent().put(OPERATOR, operator);
    }

    /**
     * Gives the answer these headers, whatever it will be, and tells the audit what came of it if an operator wanted to
     * change something.
     */
    void finish(Map<String, String> headers, Audit audit) {
        RoutingContext context = current.getCurrent();
        context.addHeadersEndHandler(
                nothing -> headers.forEach((name, value) -> context.response().putHeader(name, value)));
        if (changesSomething()) {
            context.addEndHandler(nothing -> {
                Operator operator = context.get(OPERATOR);
                if (operator != null) {
                    HttpServerRequest request = context.request();
                    audit.acted(
                            operator,
                            request.method().name(),
                            Objects.requireNonNullElse(request.path(), ""),
                            context.response().getStatusCode(),
                            Objects.requireNonNullElse(context.get(FACTS), ""));
                }
            });
        }
    }

    /** Hears of each action. */
    @FunctionalInterface
    interface Audit {
        /**
         * An operator did this.
         *
         * @param path as it was sent, still encoded
         * @param facts what else is known of it; empty, or with a space before
         */
        void acted(Operator operator, String method, String path, int status, String facts);
    }

    @Override
    public void add(String facts) {
        RoutingContext context = current.getCurrent();
        String earlier = Objects.requireNonNullElse(context.<String>get(FACTS), "");
        context.put(FACTS, earlier + ' ' + facts);
    }

    /** Who was let in; empty at the pages before the door. */
    Optional<Operator> operator() {
        return Optional.ofNullable(current.getCurrent().get(OPERATOR));
    }

    private HttpServerRequest request() {
        return current.getCurrent().request();
    }
}
