package io.utkast.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What looks wrong between the portals' dialects and the mappings of their sites, but may be meant. */
final class DialectWarnings {
    /** HubSpot names no maximum for v3; its older timeline API and its CRM batches take 100. */
    private static final int USUAL_BATCH = 100;

    private final List<ConfigFault> warnings = new ArrayList<>();

    private DialectWarnings() {}

    static List<ConfigFault> of(Collection<Portal> portals, Collection<Site> sites) {
        DialectWarnings found = new DialectWarnings();
        portals.forEach(found::look);
        sites.forEach(found::look);
        return found.warnings;
    }

    private void look(Portal portal) {
        if (portal.api().dialect() == Dialect.TIMELINE_V3 && portal.batchSize() > USUAL_BATCH) {
            warn(
                    "utkast.portals." + portal.key() + ".batch-size",
                    portal.batchSize() + " may be more than timeline-v3 takes: HubSpot names no maximum, its other"
                            + " batches take " + USUAL_BATCH);
        }
    }

    private void look(Site site) {
        Portal.Api api = site.portal().api();
        site.events().forEach((type, mapping) -> {
            String key = "utkast.sites." + site.key() + ".events." + type;
            boolean numbered = mapping.template().matches("[0-9]+");
            if (api.dialect() == Dialect.APP_EVENTS && mapping.appEvent() == null && numbered) {
                warn(
                        key + ".template",
                        "'" + mapping.template() + "' looks like an eventTemplateId of timeline-v3; app-events want"
                                + " an eventTypeName");
            }
            if (api.shadow() != null
                    && mapping.typeIn(api.shadow(), api.dialect()).isEmpty()) {
                warn(key + ".app-event", "is missing, so that the shadow dialect cannot map " + type);
            }
        });
    }

    private void warn(String key, String message) {
        warnings.add(new ConfigFault(key, message));
    }
}
