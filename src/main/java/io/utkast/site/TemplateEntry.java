package io.utkast.site;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the event template should look like at HubSpot. Only the commands {@code templates plan} and {@code templates
 * apply} read it; what is left out is derived for a new template and left alone on an existing one.
 */
public interface TemplateEntry {
    /** The template's name. */
    Optional<String> templateName();

    /** One line of Markdown and Handlebars, shown on the timeline. */
    Optional<String> headerTemplate();

    /** Markdown and Handlebars, shown when the event is opened. */
    Optional<String> detailTemplate();

    /** Token name to type. */
    Map<String, TokenType> tokenTypes();

    /** Token name to the label that HubSpot's lists and workflows show. */
    Map<String, String> tokenLabels();

    /** Token name to the values of an enumeration. */
    Map<String, List<String>> tokenOptions();
}
