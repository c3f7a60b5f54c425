package io.utkast.admit;

import org.jspecify.annotations.Nullable;

/**
 * What a request tells about its sender beside the events.
 *
 * @param utk as written in the body or a cookie, not checked; null if there is none
 * @param consent as written in the body; null if absent
 * @param automated the snippet saw {@code navigator.webdriver}
 * @param globalPrivacyControl {@code Sec-GPC: 1}
 * @param doNotTrack {@code DNT: 1}
 * @param cookies the {@code Cookie} header; reaches the gateway only under the site's own domain
 * @param agent what the sender says of itself
 * @param address the sender's IP address
 * @param server the site's own back end, known by its key: no robot, and many visitors behind one address
 */
public record Signals(
        @Nullable String utk,
        @Nullable Boolean consent,
        boolean automated,
        boolean globalPrivacyControl,
        boolean doNotTrack,
        @Nullable String cookies,
        Agent agent,
        byte[] address,
        boolean server) {

    /** A visitor. */
    @Override
    public String toString() {
        return "Signals[***]";
    }
}
