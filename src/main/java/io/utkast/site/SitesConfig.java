package io.utkast.site;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The web sites that send events, by key. */
@ConfigMapping(prefix = "utkast.sites")
public interface SitesConfig {

    /** Each site under its key. */
    @WithParentName
    Map<String, SiteEntry> sites();

    /** One site. */
    interface SiteEntry {
        /** The host sent to HubSpot with the utk. */
        String domain();

        /** Where the snippet may send from: exact origins, or {@code https://*.example.com}. */
        List<String> origins();

        /** The portal its events go to. */
        String portal();

        /** Off: the gateway answers 410 and the snippet stops. */
        @WithDefault("true")
        boolean enabled();

        /** What a request without {@code consent} means. */
        @WithDefault("assumed")
        Site.ConsentMode consent();

        /** Sec-GPC is always honoured; the older DNT only where the site wants it. */
        @WithDefault("false")
        boolean honourDnt();

        /** Which build of the snippet is served. */
        @WithDefault("full")
        Site.SnippetBuild snippet();

        /** A short-lived token baked into the served snippet. */
        @WithDefault("false")
        boolean pageToken();

        /** Query parameters that stay in URLs; all others are cut, since they may hold what nobody consented to. */
        @WithDefault("utm_source,utm_medium,utm_campaign")
        Set<String> queryParams();

        /** Paths such as {@code /invite/*} whose starred parts are replaced by a star. */
        Optional<List<String>> pathTemplates();

        /** The key of the site's own back end. */
        Optional<Secret> serverKey();

        /** The event types that the site may send, and what they become. */
        Map<String, EventEntry> events();
    }

    /** One event type. */
    interface EventEntry extends TemplateEntry {
        /** HubSpot's {@code eventTemplateId}, or {@code eventTypeName} where the portal speaks app-events. */
        String template();

        /** {@code eventTypeName}, for the time in which both dialects are configured. */
        Optional<String> appEvent();

        /** Token name to text with placeholders. */
        Map<String, String> tokens();

        /** Key of {@code extraData} to text with placeholders. */
        Map<String, String> extraData();

        /** A link on the event that opens a page in a frame. */
        Optional<IframeEntry> timelineIframe();

        /** Text that becomes the contact's e-mail; none, since nothing but the utk should name people unasked. */
        Optional<String> email();

        /** Text that becomes the contact's record id. */
        Optional<String> objectId();
    }

    /** HubSpot's {@code timelineIFrame}, of which it wants every field. */
    interface IframeEntry {
        /** Text of the link. */
        String linkLabel();

        /** Text above the frame. */
        String headerLabel();

        /** Text that becomes the page's address. */
        String url();

        /** In pixels. */
        int width();

        /** In pixels. */
        int height();
    }
}
