package io.utkast.collect;

import io.utkast.admit.Agent;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A collect request, apart from HTTP.
 *
 * @param body as it came, at most what the server lets in
 * @param pageToken of the address that the snippet was told to send to
 * @param loop the event loop of the request, which goes on with it once its events are durable
 * @param address the sender's IP address, behind trusted proxies the forwarded one
 */
record Incoming(
        byte[] body,
        @Nullable String contentEncoding,
        @Nullable String origin,
        @Nullable String authorization,
        @Nullable String pageToken,
        @Nullable String cookies,
        Agent agent,
        boolean globalPrivacyControl,
        boolean doNotTrack,
        byte[] address,
        Executor loop) {

    /** Holds a server key, cookies and an address: none of it is for logs. */
    @Override
    public String toString() {
        return "Incoming[***]";
    }
}
