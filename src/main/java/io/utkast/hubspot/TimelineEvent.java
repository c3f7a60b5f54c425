package io.utkast.hubspot;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * One event as the v3 API takes it. No e-mail: the visitor is named by utk and domain alone.
 *
 * @param tokens sent even when empty, as HubSpot requires the field
 * @param timestamp ISO-8601, UTC, with milliseconds
 */
record TimelineEvent(
        String eventTemplateId,
        String id,
        Map<String, String> tokens,
        String utk,
        String domain,
        String timestamp,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> extraData) {}
