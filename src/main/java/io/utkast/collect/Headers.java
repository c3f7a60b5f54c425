package io.utkast.collect;

import io.utkast.admit.Agent;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads from a request's head what the door has to know. */
final class Headers {
    // Hashed once, not at each look.
    private static final CharSequence CLIENT_HINTS = HttpHeaders.createOptimized("Sec-CH-UA");
    private static final CharSequence PRIVACY_CONTROL = HttpHeaders.createOptimized("Sec-GPC");
    private static final CharSequence DO_NOT_TRACK = HttpHeaders.createOptimized("DNT");

    private static final byte[] NO_ADDRESS = {};

    private Headers() {}

    static Incoming incoming(RoutingContext context, byte[] body) {
        HttpServerRequest request = context.request();
        return new Incoming(
                body,
                request.getHeader(HttpHeaders.CONTENT_ENCODING),
                request.getHeader(HttpHeaders.ORIGIN),
                request.getHeader(HttpHeaders.AUTHORIZATION),
                request.query(),
                cookies(request),
                new Agent(
                        request.getHeader(HttpHeaders.USER_AGENT),
                        request.getHeader(CLIENT_HINTS),
                        request.headers().contains(HttpHeaders.ACCEPT_LANGUAGE)),
                "1".equals(request.getHeader(PRIVACY_CONTROL)),
                "1".equals(request.getHeader(DO_NOT_TRACK)),
                address(request),
                loop(context));
    }

    /** The same object for all requests of a loop, so that those of one commit can be told together. */
    private static Executor loop(RoutingContext context) {
        return ((ContextInternal) context.vertx().getOrCreateContext()).nettyEventLoop();
    }

    /** All cookies in one line, as proxies may split them over several headers. */
    private static @Nullable String cookies(HttpServerRequest request) {
        List<String> headers = request.headers().getAll(HttpHeaders.COOKIE);
        return headers.isEmpty() ? null : String.join("; ", headers);
    }

    private static byte[] address(HttpServerRequest request) {
        String host =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        // A literal is never looked up in DNS; a Unix socket has no address.
        return host == null ? NO_ADDRESS : InetAddress.ofLiteral(host).getAddress();
    }
}
