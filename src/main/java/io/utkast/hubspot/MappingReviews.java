package io.utkast.hubspot;

import io.utkast.event.PortalKey;
import io.utkast.site.Catalog;
import io.utkast.site.ConfigFault;
import io.utkast.site.SitesConfig;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Looks in the background whether the event mappings fit the templates that HubSpot has, and warns in the log where they
 * do not. Only where the configuration has the app's id and the developer key: an installed app's own token does not
 * open templates (v3 timeline reference, event templates).
 */
public final class MappingReviews {
    /** An app's one request; longer than HubSpot needs for 750 templates. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = Logger.getLogger(MappingReviews.class);

    private final Catalog catalog;
    private final List<AppTemplates> apps;
    private final Executor background;

    /** Reviews of this configuration, which must have been read without faults. */
    public MappingReviews(Catalog catalog, SitesConfig config, Executor background) {
        this.catalog = catalog;
        this.apps = AppTemplates.of(catalog, config, portal -> true);
        this.background = background;
    }

    /** Looks at all apps, one after the other; returns at once. */
    public void start() {
        background.execute(() -> look(app -> true));
    }

    /** Looks at the portal's app, which was just connected; returns at once. */
    public void start(PortalKey portal) {
        background.execute(() -> look(app -> app.portals().contains(portal)));
    }

    private void look(Predicate<AppTemplates> wanted) {
        apps.stream().filter(wanted).filter(MappingReviews::isReadable).forEach(this::look);
    }

    private static boolean isReadable(AppTemplates app) {
        return app.portal().app().id() != null && app.portal().app().developerKey() != null;
    }

    private void look(AppTemplates app) {
        String id = app.portal().app().id();
        try {
            List<ConfigFault> findings = findings(app);
            findings.forEach(finding -> LOG.warnf("Mapping does not fit its template %s", finding));
            LOG.infof("Mappings were compared with the templates app=%s findings=%d", id, findings.size());
        } catch (TemplateTrouble e) {
            LOG.infof("Mappings were not compared with the templates app=%s reason=\"%s\"", id, e.getMessage());
        }
    }

    private List<ConfigFault> findings(AppTemplates app) throws TemplateTrouble {
        TemplateAccess.DeveloperKey access = new TemplateAccess.DeveloperKey(
                Objects.requireNonNull(app.portal().app().developerKey()));
        try (TemplateSync sync = TemplateSync.of(app.portal(), access, LIMIT)) {
            return new MappingReview(sync.read()).of(app.portals(), catalog);
        }
    }
}
