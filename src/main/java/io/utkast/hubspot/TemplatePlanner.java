package io.utkast.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the wanted templates with HubSpot's. What the configuration only implies is never held against a template that
 * is there: somebody may have chosen its words.
 */
final class TemplatePlanner {
    private TemplatePlanner() {}

    /** The differences, template by template, in the order in which they can be applied. */
    static List<TemplateChange> compare(List<WantedTemplate> wanted, List<EventTemplate> existing) {
        Map<String, EventTemplate> byId = new TreeMap<>();
        existing.forEach(template -> byId.put(template.id(), template));
        Set<String> used = wanted.stream().map(WantedTemplate::id).collect(Collectors.toUnmodifiableSet());
        List<TemplateChange> changes = new ArrayList<>();
        for (WantedTemplate want : wanted) {
            EventTemplate there = byId.get(want.id());
            if (there != null) {
                compare(want, there, changes);
            } else {
                changes.add(missing(want, existing, used));
            }
        }
        return changes;
    }

    private static TemplateChange missing(WantedTemplate want, List<EventTemplate> existing, Set<String> used) {
        Optional<EventTemplate> namesake = existing.stream()
                .filter(template -> template.name().equals(want.name().text()) && !used.contains(template.id()))
                .findFirst();
        return namesake.isPresent()
                ? new TemplateChange.UseOther(want, namesake.get().id())
                : new TemplateChange.Create(want);
    }

    private static void compare(WantedTemplate want, EventTemplate there, List<TemplateChange> changes) {
        for (WantedToken token : want.tokens()) {
            there.token(token.name())
                    .ifPresentOrElse(
                            present -> compare(want.id(), token, present, changes),
                            () -> changes.add(new TemplateChange.AddToken(want.id(), token)));
        }
        String name = differing(want.name(), there.name());
        String header = differing(want.header(), there.headerTemplate());
        String detail = differing(want.detail(), there.detailTemplate());
        if (name != null || header != null || detail != null) {
            changes.add(new TemplateChange.Retext(want.id(), there, name, header, detail));
        }
    }

    private static void compare(String id, WantedToken want, EventTemplate.Token there, List<TemplateChange> changes) {
        if (want.typeIsSet() && !want.type().text().equals(there.type())) {
            changes.add(new TemplateChange.TypeDiffers(id, there, want));
        }
        String label = differing(want.label(), there.label());
        List<String> newOptions = there.type().equals("enumeration")
                ? want.options().stream()
                        .filter(option -> !there.options().contains(option))
                        .toList()
                : List.of();
        if (label != null || !newOptions.isEmpty()) {
            changes.add(new TemplateChange.Relabel(id, there, label == null ? there.label() : label, newOptions));
        }
    }

    private static @Nullable String differing(Wish wish, @Nullable String there) {
        return wish.isSet() && !wish.text().equals(there) ? wish.text() : null;
    }
}
