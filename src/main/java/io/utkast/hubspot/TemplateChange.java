package io.utkast.hubspot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One difference between the templates that the configuration uses and HubSpot's. */
public sealed interface TemplateChange {

    /** The template, as the configuration names it. */
    String template();

    /** There is no such template: one can be created, but HubSpot chooses its id. */
    record Create(WantedTemplate wanted) implements TemplateChange {
        @Override
        public String template() {
            return wanted.id();
        }
    }

    /** The token is missing. */
    record AddToken(String template, WantedToken token) implements TemplateChange {}

    /** The token's label or options differ. */
    record Relabel(String template, EventTemplate.Token token, String label, List<String> newOptions)
            implements TemplateChange {
        public Relabel {
            newOptions = List.copyOf(newOptions);
        }
    }

    /** Name or texts differ; null where they do not. */
    record Retext(
            String template,
            EventTemplate now,
            @Nullable String name,
            @Nullable String header,
            @Nullable String detail) implements TemplateChange {}

    /** There is no such template, but one of the wanted name: probably created before, and its id not configured yet. */
    record UseOther(WantedTemplate wanted, String otherId) implements TemplateChange {
        @Override
        public String template() {
            return wanted.id();
        }
    }

    /** The token has another type, which HubSpot never changes. */
    record TypeDiffers(String template, EventTemplate.Token token, WantedToken wanted) implements TemplateChange {}

    /** Whether only people can mend it. */
    default boolean isForPeople() {
        return switch (this) {
            case UseOther _, TypeDiffers _ -> true;
            case Create _, AddToken _, Relabel _, Retext _ -> false;
        };
    }
}
