package io.utkast.cli.doctor;

import io.utkast.hubspot.AppTemplates;
import io.utkast.hubspot.TemplateAccess;
import io.utkast.hubspot.TemplateChange;
import io.utkast.hubspot.TemplateSync;
import io.utkast.hubspot.TemplateTrouble;
import io.utkast.site.ConfigFault;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether the app has the event templates and tokens that the configuration uses, where they can be read. */
final class TemplatesCheck {
    private static final String CHECK = "templates";
    private static final String PLAN = "run templates plan, then templates apply";

    private final AppTemplates app;
    private final Consumer<Finding> report;
    private final Duration limit;
    private final String subject;

    TemplatesCheck(AppTemplates app, Consumer<Finding> report, Duration limit) {
        this.app = app;
        this.report = report;
        this.limit = limit;
        this.subject = app.portals().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    void look() {
        Portal portal = app.portal();
        Secret developerKey = portal.app().developerKey();
        app.wanted().faults().forEach(this::contradiction);
        if (portal.app().id() == null || developerKey == null) {
            report.accept(Finding.skipped(
                    CHECK,
                    subject,
                    "not readable without the app's id and the developer key",
                    "set utkast.portals." + portal.key() + ".app-id and .developer-key"));
        } else if (app.wanted().faults().isEmpty()) {
            compare(portal, new TemplateAccess.DeveloperKey(developerKey));
        }
    }

    private void compare(Portal portal, TemplateAccess access) {
        try (TemplateSync sync = TemplateSync.of(portal, access, limit)) {
            List<TemplateChange> changes = sync.plan(app.wanted().templates());
            changes.forEach(change -> report.accept(finding(change)));
            if (changes.isEmpty()) {
                report.accept(Finding.ok(
                        CHECK,
                        subject,
                        "all there, with their tokens: "
                                + app.wanted().templates().stream()
                                        .map(template -> template.id())
                                        .collect(Collectors.joining(", "))));
            }
        } catch (TemplateTrouble e) {
            report.accept(Finding.warning(
                    CHECK,
                    subject,
                    Objects.requireNonNullElse(e.getMessage(), ""),
                    "without it the templates are not checked"));
        }
    }

    private Finding finding(TemplateChange change) {
        String template = "template " + change.template();
        return switch (change) {
            case TemplateChange.Create create ->
                failure(
                        template + " is not there, but used by "
                                + usedBy(create.wanted().usedBy()),
                        PLAN);
            case TemplateChange.UseOther other ->
                failure(
                        template + " is not there, but " + other.otherId() + " has its name \""
                                + other.wanted().name().text() + "\"",
                        "put " + other.otherId() + " into "
                                + usedBy(other.wanted().usedBy()));
            case TemplateChange.AddToken add ->
                failure(template + " lacks the token " + add.token().name() + ": HubSpot refuses such events", PLAN);
            case TemplateChange.TypeDiffers differs ->
                Finding.warning(
                        CHECK,
                        subject,
                        template + ": token " + differs.token().name() + " is a "
                                + differs.token().type() + " at HubSpot, but a "
                                + differs.wanted().type().text() + " here",
                        "HubSpot cannot change a type: correct token-types, or use a token of another name");
            case TemplateChange.Relabel relabel ->
                Finding.warning(
                        CHECK,
                        subject,
                        template + ": token " + relabel.token().name() + " has another label or lacks options",
                        PLAN);
            case TemplateChange.Retext _ ->
                Finding.warning(CHECK, subject, template + " has another name or other texts", PLAN);
        };
    }

    private void contradiction(ConfigFault fault) {
        report.accept(failure(fault.toString(), "correct the configuration"));
    }

    private Finding failure(String what, @Nullable String advice) {
        return new Finding(CHECK, subject, Finding.Level.FAILURE, what, advice);
    }

    private static String usedBy(List<String> keys) {
        return String.join(", ", keys);
    }
}
