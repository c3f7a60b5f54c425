package io.utkast.hubspot;

import io.utkast.event.PortalKey;
import io.utkast.site.Catalog;
import io.utkast.site.ConfigFault;
import io.utkast.site.EventMapping;
import io.utkast.site.MappingCheck;
import io.utkast.site.MappingCheck.Token;
import io.utkast.site.Site;
import io.utkast.site.TokenType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares the event mappings of some portals' sites with the templates that HubSpot has. */
final class MappingReview {
    private final Map<String, EventTemplate> templates = new HashMap<>();

    MappingReview(Collection<EventTemplate> there) {
        there.forEach(template -> templates.put(template.id(), template));
    }

    /** What HubSpot would refuse, by full key. */
    List<ConfigFault> of(Collection<PortalKey> portals, Catalog catalog) {
        return catalog.sites().stream()
                .filter(site -> portals.contains(site.portal().key()))
                .sorted(Comparator.comparing(site -> site.key().value()))
                .flatMap(this::of)
                .toList();
    }

    private Stream<ConfigFault> of(Site site) {
        Map<String, EventMapping> mappings = new TreeMap<>();
        site.events()
                .forEach((type, mapping) -> mappings.put("utkast.sites." + site.key() + ".events." + type, mapping));
        List<ConfigFault> findings = new ArrayList<>();
        mappings.forEach((key, mapping) -> findings.addAll(of(key, mapping)));
        return findings.stream();
    }

    private List<ConfigFault> of(String key, EventMapping mapping) {
        MappingCheck check = new MappingCheck(key, mapping);
        EventTemplate template = templates.get(mapping.template());
        return template == null ? List.of(check.missingTemplate()) : check.against(declared(template));
    }

    private static Map<String, Token> declared(EventTemplate template) {
        Map<String, Token> tokens = new HashMap<>();
        template.tokens()
                .forEach(token ->
                        tokens.put(token.name(), new Token(TokenType.read(token.type()), Set.copyOf(token.options()))));
        return tokens;
    }
}
