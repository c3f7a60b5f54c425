package io.utkast.hubspot;

import io.utkast.event.PortalKey;
import io.utkast.site.Catalog;
import io.utkast.site.Dialect;
import io.utkast.site.Portal;
import io.utkast.site.SitesConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One app and the templates that are wanted of it. Templates belong to the app, so portals that share one are planned
 * together.
 *
 * @param portal the portal whose settings reach the app: one with a developer key, if any has one
 * @param portals all that use it, sorted
 */
public record AppTemplates(Portal portal, List<PortalKey> portals, WantedTemplates wanted) {
    public AppTemplates {
        portals = List.copyOf(portals);
    }

    /** The apps of the portals that pass the filter and speak timeline v3; app events have no such templates. */
    public static List<AppTemplates> of(Catalog catalog, SitesConfig config, Predicate<Portal> filter) {
        Map<String, List<Portal>> byApp = new LinkedHashMap<>();
        catalog.portals().stream()
                .filter(portal -> portal.api().dialect() == Dialect.TIMELINE_V3)
                .filter(filter)
                .sorted(Comparator.comparing(portal -> portal.key().value()))
                .forEach(portal -> byApp.computeIfAbsent(app(portal), app -> new ArrayList<>())
                        .add(portal));
        return byApp.values().stream()
                .map(portals -> of(portals, catalog, config))
                .toList();
    }

    private static AppTemplates of(List<Portal> portals, Catalog catalog, SitesConfig config) {
        Portal speaker = portals.stream()
                .filter(portal -> portal.app().developerKey() != null)
                .findFirst()
                .orElseGet(portals::getFirst);
        Set<PortalKey> keys = portals.stream().map(Portal::key).collect(Collectors.toUnmodifiableSet());
        return new AppTemplates(
                speaker, portals.stream().map(Portal::key).toList(), WantedTemplates.of(keys, catalog, config));
    }

    /** A portal without an app id stands alone: nobody knows whose app it uses. */
    private static String app(Portal portal) {
        return portal.api().url() + " "
                + (portal.app().id() == null
                        ? "portal " + portal.key()
                        : portal.app().id());
    }
}
