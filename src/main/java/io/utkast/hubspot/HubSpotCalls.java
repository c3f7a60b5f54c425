package io.utkast.hubspot;

import java.util.List;

/** The requests this gateway makes of one portal, as HTTP and without any reading of answers. */
interface HubSpotCalls {

    /**
     * Creates the events: one alone at the single endpoint, several at the batch endpoint.
     *
     * @throws Unreachable if no answer came
     */
    Answer create(String accessToken, List<TimelineEvent> events) throws Unreachable;

    /**
     * Asks for an access token by the refresh-token grant.
     *
     * @throws Unreachable if no answer came
     */
    Answer refresh(String refreshToken) throws Unreachable;
}
