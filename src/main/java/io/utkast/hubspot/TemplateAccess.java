package io.utkast.hubspot;

import io.utkast.site.Secret;

/** What opens the event templates of an app. */
public sealed interface TemplateAccess {

    /** The developer account's API key ({@code hapikey}), as HubSpot's guide has it. */
    record DeveloperKey(Secret key) implements TemplateAccess {}

    /** An access token with {@code developers-read} and {@code developers-write}, as HubSpot's newest specification has it. */
    record AccessToken(Secret token) implements TemplateAccess {}
}
