package io.utkast.collect;

import io.utkast.admit.Agent;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads from a request's head what the door has to know. */
final class Headers {
    private static final byte[] NO_ADDRESS = {};

    private Headers() {}

    static Incoming incoming(RoutingContext context, byte[] body) {
        HttpServerRequest request = context.request();
        return new Incoming(
                body,
                request.getHeader("Content-Encoding"),
                request.getHeader("Origin"),
                request.getHeader("Authorization"),
                request.query(),
                cookies(request),
                new Agent(
                        request.getHeader("User-Agent"),
                        request.getHeader("Sec-CH-UA"),
                        request.headers().contains("Accept-Language")),
                "1".equals(request.getHeader("Sec-GPC")),
                "1".equals(request.getHeader("DNT")),
                address(request),
                loop(context));
    }

    /** The same object for all requests of a loop, so that those of one commit can be told together. */
    private static Executor loop(RoutingContext context) {
        return ((ContextInternal) context.vertx().getOrCreateContext()).nettyEventLoop();
    }

    /** All cookies in one line, as proxies may split them over several headers. */
    private static @Nullable String cookies(HttpServerRequest request) {
        List<String> headers = request.headers().getAll("Cookie");
        return headers.isEmpty() ? null : String.join("; ", headers);
    }

    private static byte[] address(HttpServerRequest request) {
        String host =
                request.remoteAddress() == null ? null : request.remoteAddress().hostAddress();
        // A literal is never looked up in DNS; a Unix socket has no address.
        return host == null ? NO_ADDRESS : InetAddress.ofLiteral(host).getAddress();
    }
}
