package io.utkast.app;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.inject.Singleton;

/**
 * HTTP/1.1 only where there is no TLS. A proxy that forwards {@code Upgrade: h2c} would open a connection past its own
 * rules, and answers of over 16 KiB to a request that upgrades sometimes never came (decision 023).
 */
@Singleton
final class PlainHttp implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }

    @Override
    public void customizeDomainSocketServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
    }
}
