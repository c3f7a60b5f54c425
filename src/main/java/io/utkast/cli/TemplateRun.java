package io.utkast.cli;

import io.utkast.hubspot.AppTemplates;
import io.utkast.hubspot.PortalProbe;
import io.utkast.hubspot.PortalProbe.Grant;
import io.utkast.hubspot.TemplateAccess;
import io.utkast.hubspot.TemplateChange;
import io.utkast.hubspot.TemplateSync;
import io.utkast.hubspot.TemplateTrouble;
import io.utkast.hubspot.vault.TokenVault;
import io.utkast.hubspot.vault.VaultException;
import io.utkast.site.ConfigFault;
import io.utkast.site.Dialect;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** One run of {@code templates plan} or {@code apply} over all apps of a configuration. */
final class TemplateRun {
    static final int NOTHING = 0;
    static final int ERROR = 1;
    static final int DIFFERENCES = 2;

    private static final Duration REQUEST = Duration.ofSeconds(20);

    private final TemplatesCommand.Scope scope;
    private final PrintWriter out;

    TemplateRun(TemplatesCommand.Scope scope, PrintWriter out) {
        this.scope = scope;
        this.out = out;
    }

    /** Returns the exit code: the worst of all apps, an error before a difference. */
    int run(Configuration configuration, boolean apply) {
        int code = switch (configuration) {
            case Configuration.Wrong(List<ConfigFault> faults) -> {
                out.println("The configuration has mistakes:");
                faults.forEach(fault -> out.println("  " + fault));
                yield ERROR;
            }
            case Configuration.Right right -> run(right, apply);
        };
        out.flush();
        return code;
    }

    private int run(Configuration.Right right, boolean apply) {
        List<String> unknown = scope.portals.stream()
                .filter(key -> right.catalog().portals().stream()
                        .noneMatch(portal -> portal.key().value().equals(key)))
                .toList();
        if (!unknown.isEmpty()) {
            out.println("There is no portal " + String.join(", ", unknown) + " under utkast.portals");
            return ERROR;
        }
        right.catalog().portals().stream()
                .filter(this::isChosen)
                .filter(portal -> portal.api().dialect() == Dialect.APP_EVENTS)
                .forEach(portal -> out.println("portal " + portal.key()
                        + ": app events are defined in the app's project file, not here; nothing to compare"));
        boolean error = false;
        boolean difference = false;
        for (AppTemplates app : AppTemplates.of(right.catalog(), right.sitesConfig(), this::isChosen)) {
            int code = run(app, right, apply);
            error |= code == ERROR;
            difference |= code == DIFFERENCES;
        }
        return error ? ERROR : difference ? DIFFERENCES : NOTHING;
    }

    private boolean isChosen(Portal portal) {
        return scope.portals.isEmpty() || scope.portals.contains(portal.key().value());
    }

    private int run(AppTemplates app, Configuration.Right right, boolean apply) {
        out.println("app "
                + (app.portal().app().id() == null ? "?" : app.portal().app().id()) + ", used by portal "
                + app.portals().stream().map(Object::toString).collect(Collectors.joining(", ")));
        if (!app.wanted().faults().isEmpty()) {
            app.wanted().faults().forEach(fault -> out.println("  error: " + fault));
            return ERROR;
        }
        try (TemplateSync sync = TemplateSync.of(app.portal(), access(app.portal(), right), REQUEST)) {
            List<TemplateChange> changes = sync.plan(app.wanted().templates());
            new TemplateDiff(out).print(app.wanted().templates(), changes);
            return apply ? apply(sync, changes) : changes.isEmpty() ? NOTHING : DIFFERENCES;
        } catch (TemplateTrouble | VaultException | NoAccess e) {
            out.println("  error: " + e.getMessage());
            return ERROR;
        }
    }

    private int apply(TemplateSync sync, List<TemplateChange> changes) {
        boolean error = false;
        TemplateDiff diff = new TemplateDiff(out);
        for (TemplateChange change : changes) {
            try {
                String newId = sync.apply(change);
                diff.printDone(change, newId);
            } catch (TemplateTrouble e) {
                out.println("  error: " + e.getMessage());
                error = true;
            }
        }
        return error ? ERROR : changes.stream().anyMatch(TemplateChange::isForPeople) ? DIFFERENCES : NOTHING;
    }

    private TemplateAccess access(Portal portal, Configuration.Right right) throws NoAccess, VaultException {
        String key = "utkast.portals." + portal.key() + ".";
        Secret developerKey = portal.app().developerKey();
        if (portal.app().id() == null) {
            throw new NoAccess("set " + key + "app-id to the app's number");
        }
        if (scope.oauth) {
            return new TemplateAccess.AccessToken(accessToken(portal, right));
        }
        if (developerKey == null) {
            throw new NoAccess("set " + key + "developer-key to the developer account's API key, or try --oauth");
        }
        return new TemplateAccess.DeveloperKey(developerKey);
    }

    @SuppressWarnings("TimeZoneUsage")
    private Secret accessToken(Portal portal, Configuration.Right right) throws NoAccess, VaultException {
        Secret refreshToken = TokenVault.open(
                        right.gateway().dataDir().resolve(TokenVault.FILE),
                        right.gateway().secretKey().orElse(null))
                .of(portal.key(), portal.credentials().refreshToken())
                .current()
                .orElseThrow(() -> new NoAccess(
                        "--oauth needs a refresh token: connect the portal at /admin, or set utkast.portals."
                                + portal.key() + ".refresh-token"));
        try (PortalProbe probe =
                PortalProbe.of(portal, refreshToken, right.catalog()::site, Clock.systemUTC(), REQUEST)) {
            return switch (probe.accessToken()) {
                case Grant.Refused(String why) -> throw new NoAccess(why);
                case Grant.Given(Secret token, boolean rotated) -> {
                    if (rotated) {
                        out.println(
                                "  warning: HubSpot handed out another refresh token; the one in use may have ended."
                                        + " doctor tells whether it still serves");
                    }
                    yield token;
                }
            };
        }
    }

    /** There is nothing to open the templates with. */
    private static final class NoAccess extends Exception {
        NoAccess(String message) {
            super(message);
        }
    }
}
