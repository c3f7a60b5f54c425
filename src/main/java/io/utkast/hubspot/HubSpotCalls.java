package io.utkast.hubspot;

/** The requests this gateway makes of one portal, as HTTP and without any reading of answers. */
interface HubSpotCalls {

    /**
     * Sends a request that creates events.
     *
     * @throws Unreachable if no answer came
     */
    Answer post(String accessToken, EventRequest request) throws Unreachable;

    /**
     * Asks for an access token by the refresh-token grant.
     *
     * @throws Unreachable if no answer came
     */
    Answer refresh(String refreshToken) throws Unreachable;
}
