package io.utkast.admin.templates;

import io.utkast.admin.templates.TemplateAnswer.Difference;
import io.utkast.admin.templates.TemplateAnswer.Done;
import io.utkast.admin.templates.TemplateAnswer.Template;
import io.utkast.deliver.Lanes;
import io.utkast.hubspot.AppTemplates;
import io.utkast.hubspot.TemplateAccess;
import io.utkast.hubspot.TemplateChange;
import io.utkast.hubspot.TemplateSync;
import io.utkast.hubspot.TemplateTrouble;
import io.utkast.hubspot.TemplateWords;
import io.utkast.hubspot.WantedTemplate;
import io.utkast.site.Catalog;
import io.utkast.site.ConfigFault;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.SitesConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the event templates with the configuration and brings them in line, by the developer key. Blocks. */
@Singleton
class TemplateDesk {
    /** What each request may take. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final SitesConfig config;
    private final Lanes lanes;

    TemplateDesk(Catalog catalog, SitesConfig config, Lanes lanes) {
        this.catalog = catalog;
        this.config = config;
        this.lanes = lanes;
    }

    /**
     * All apps; with {@code apply}, what can be applied is, and held events are tried again. One at a time: two that find
     * the same template missing would both create it.
     */
    synchronized TemplateAnswer run(boolean apply) {
        List<TemplateAnswer.App> apps = AppTemplates.of(catalog, config, portal -> true).stream()
                .map(app -> run(app, apply))
                .toList();
        return new TemplateAnswer(apply, apps);
    }

    private TemplateAnswer.App run(AppTemplates app, boolean apply) {
        Portal portal = app.portal();
        Secret key = portal.app().developerKey();
        if (portal.app().id() == null || key == null) {
            String prefix = "utkast.portals." + portal.key();
            return failed(app, "set " + prefix + ".app-id and " + prefix + ".developer-key");
        }
        if (!app.wanted().faults().isEmpty()) {
            return failed(
                    app,
                    app.wanted().faults().stream().map(ConfigFault::toString).collect(Collectors.joining("; ")));
        }
        try (TemplateSync sync = TemplateSync.of(portal, new TemplateAccess.DeveloperKey(key), LIMIT)) {
            List<TemplateChange> changes = sync.plan(app.wanted().templates());
            List<Done> done = apply ? apply(app, sync, changes) : List.of();
            return answer(app, null, templates(app, changes), done);
        } catch (TemplateTrouble e) {
            return failed(app, Objects.requireNonNullElse(e.getMessage(), "unknown"));
        }
    }

    private List<Done> apply(AppTemplates app, TemplateSync sync, List<TemplateChange> changes) {
        List<Done> done = new ArrayList<>();
        for (TemplateChange change : changes) {
            try {
                String newId = sync.apply(change);
                done.add(new Done(!change.isForPeople(), TemplateWords.done(change, newId)));
            } catch (TemplateTrouble e) {
                done.add(new Done(false, Objects.requireNonNullElse(e.getMessage(), "unknown")));
            }
        }
        if (done.stream().anyMatch(Done::ok)) {
            app.portals().forEach(portal -> lanes.of(portal).ifPresent(lane -> lane.release()));
        }
        return done;
    }

    private static List<Template> templates(AppTemplates app, List<TemplateChange> changes) {
        return app.wanted().templates().stream()
                .map(wanted -> new Template(wanted.id(), wanted.usedBy(), differences(wanted, changes)))
                .toList();
    }

    private static List<Difference> differences(WantedTemplate wanted, List<TemplateChange> changes) {
        return changes.stream()
                .filter(change -> change.template().equals(wanted.id()))
                .flatMap(change -> TemplateWords.of(change).stream())
                .map(line -> new Difference(line.mark(), line.text()))
                .toList();
    }

    private static TemplateAnswer.App failed(AppTemplates app, String error) {
        return answer(app, error, List.of(), List.of());
    }

    private static TemplateAnswer.App answer(
            AppTemplates app, @Nullable String error, List<Template> templates, List<Done> done) {
        List<String> portals = app.portals().stream().map(Object::toString).toList();
        return new TemplateAnswer.App(app.portal().app().id(), portals, error, templates, done);
    }
}
