package io.utkast.hubspot;

import io.utkast.site.Portal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings the event templates of one app in line with what the configuration uses. It never deletes anything. */
public final class TemplateSync implements AutoCloseable {
    private final DirectCalls calls;
    private final EventTemplates templates;

    private TemplateSync(DirectCalls calls, EventTemplates templates) {
        this.calls = calls;
        this.templates = templates;
    }

    /**
     * Sync of the app that the portal uses; needs no running Quarkus.
     *
     * @param portal must have an app id
     * @param limit what each request may take
     */
    public static TemplateSync of(Portal portal, TemplateAccess access, Duration limit) {
        DirectCalls calls = new DirectCalls(portal, limit);
        String appId = Objects.requireNonNull(portal.app().id(), "app-id of portal " + portal.key());
        return new TemplateSync(calls, new EventTemplates(calls, portal, appId, access));
    }

    /** The app's templates as they are. */
    List<EventTemplate> read() throws TemplateTrouble {
        return templates.list();
    }

    /** What differs now. Changes nothing. */
    public List<TemplateChange> plan(List<WantedTemplate> wanted) throws TemplateTrouble {
        return TemplatePlanner.compare(wanted, templates.list());
    }

    /**
     * Applies one difference; what only people can mend is left alone.
     *
     * @return the id that HubSpot gave to a created template, else null
     */
    public @Nullable String apply(TemplateChange change) throws TemplateTrouble {
        switch (change) {
            case TemplateChange.Create(WantedTemplate wanted) -> {
                return templates.create(wanted);
            }
            case TemplateChange.AddToken(String template, WantedToken token) -> templates.addToken(template, token);
            case TemplateChange.Relabel relabel -> templates.updateToken(relabel.template(), relabel);
            case TemplateChange.Retext retext -> templates.update(retext.template(), retext);
            case TemplateChange.UseOther _, TemplateChange.TypeDiffers _ -> {}
        }
        return null;
    }

    @Override
    public void close() {
        calls.close();
    }
}
