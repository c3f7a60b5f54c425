package io.utkast.hubspot;

import io.utkast.event.EventType;
import io.utkast.event.PortalKey;
import io.utkast.site.Catalog;
import io.utkast.site.ConfigFault;
import io.utkast.site.EventMapping;
import io.utkast.site.Site;
import io.utkast.site.SitesConfig;
import io.utkast.site.TemplateEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The event templates that the sites of some portals use. Several events may share a template: it then needs the tokens
 * of all of them.
 *
 * @param faults wishes that contradict each other
 */
public record WantedTemplates(List<WantedTemplate> templates, List<ConfigFault> faults) {
    public WantedTemplates {
        templates = List.copyOf(templates);
        faults = List.copyOf(faults);
    }

    /** One event type of a site that uses a template. */
    record Use(String key, EventType type, EventMapping mapping, TemplateEntry wishes) {}

    /** What these portals' sites use; the configuration must have been read without faults. */
    public static WantedTemplates of(Set<PortalKey> portals, Catalog catalog, SitesConfig config) {
        Map<String, List<Use>> uses = new TreeMap<>();
        for (Site site : catalog.sites()) {
            if (portals.contains(site.portal().key())) {
                uses(site, config)
                        .forEach(use -> uses.computeIfAbsent(use.mapping().template(), template -> new ArrayList<>())
                                .add(use));
            }
        }
        List<ConfigFault> faults = new ArrayList<>();
        List<WantedTemplate> templates = new ArrayList<>();
        uses.forEach((id, usedBy) -> {
            usedBy.sort(Comparator.comparing(Use::key));
            templates.add(new TemplateMerge(id, usedBy, faults).merged());
        });
        return new WantedTemplates(templates, faults);
    }

    private static List<Use> uses(Site site, SitesConfig config) {
        Map<String, SitesConfig.EventEntry> entries =
                Objects.requireNonNull(config.sites().get(site.key().value())).events();
        String key = "utkast.sites." + site.key() + ".events.";
        return site.events().entrySet().stream()
                .map(event -> new Use(
                        key + event.getKey(),
                        event.getKey(),
                        event.getValue(),
                        Objects.requireNonNull(entries.get(event.getKey().value()))))
                .toList();
    }
}
