package io.utkast.event;

import java.time.Instant;

/**
 * An admitted event as the outbox keeps it.
 *
 * @param visitor the site's domain and the utk: whose event it is
 * @param domain the host sent to HubSpot: the page's, if it belongs to the site, else the site's
 * @param acceptedAt when the gateway admitted it; delays are measured from here
 */
public record QueuedEvent(
        DeliveryId id,
        PortalKey portal,
        SiteKey site,
        Visitor visitor,
        String domain,
        BrowserEvent event,
        Receipt receipt,
        Instant acceptedAt) {}
