package io.utkast.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says in words how templates differ, and what became of a difference that was applied. */
public final class TemplateWords {
    private static final String ADDED = "+";
    private static final String CHANGED = "~";
    private static final String FOR_PEOPLE = "!";

    private TemplateWords() {}

    /**
     * One thing that differs.
     *
     * @param mark {@code +} will be added, {@code ~} changed, {@code !} is for people to mend
     */
    public record Line(String mark, String text) {}

    /** What the difference consists of; at least one line. */
    public static List<Line> of(TemplateChange change) {
        return switch (change) {
            case TemplateChange.Create(WantedTemplate wanted) -> create(wanted);
            case TemplateChange.AddToken(var _, WantedToken token) ->
                List.of(new Line(ADDED, "token " + described(token)));
            case TemplateChange.Relabel relabel -> relabel(relabel);
            case TemplateChange.Retext retext -> retext(retext);
            case TemplateChange.UseOther(WantedTemplate wanted, String otherId) ->
                List.of(new Line(
                        FOR_PEOPLE,
                        "not there, but template " + otherId + " has the name "
                                + quoted(wanted.name().text()) + ": put " + quoted(otherId) + " into " + keys(wanted)));
            case TemplateChange.TypeDiffers differs ->
                List.of(new Line(
                        FOR_PEOPLE,
                        "token " + differs.token().name() + " is a "
                                + differs.token().type() + " at HubSpot, but a "
                                + differs.wanted().type().text()
                                + " here: HubSpot cannot change a type. Correct token-types, or use another token"));
        };
    }

    private static List<Line> create(WantedTemplate wanted) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(
                ADDED,
                "template " + quoted(wanted.name().text()) + " (not there; HubSpot chooses the id of a new one)"));
        lines.add(new Line(ADDED, "header template " + quoted(wanted.header().text())));
        lines.add(new Line(ADDED, "detail template " + quoted(wanted.detail().text())));
        wanted.tokens().forEach(token -> lines.add(new Line(ADDED, "token " + described(token))));
        return lines;
    }

    private static List<Line> relabel(TemplateChange.Relabel relabel) {
        EventTemplate.Token token = relabel.token();
        List<Line> lines = new ArrayList<>();
        if (!relabel.label().equals(token.label())) {
            lines.add(changed("label of token " + token.name(), token.label(), relabel.label()));
        }
        relabel.newOptions()
                .forEach(
                        option -> lines.add(new Line(ADDED, "option " + quoted(option) + " of token " + token.name())));
        return lines;
    }

    private static List<Line> retext(TemplateChange.Retext retext) {
        List<Line> lines = new ArrayList<>();
        EventTemplate now = retext.now();
        if (retext.name() != null) {
            lines.add(changed("name", now.name(), retext.name()));
        }
        if (retext.header() != null) {
            lines.add(changed("header template", now.headerTemplate(), retext.header()));
        }
        if (retext.detail() != null) {
            lines.add(changed("detail template", now.detailTemplate(), retext.detail()));
        }
        return lines;
    }

    private static Line changed(String what, @Nullable String from, String to) {
        return new Line(CHANGED, what + ": " + (from == null ? "none" : quoted(from)) + " -> " + quoted(to));
    }

    /**
     * What became of a change that was applied.
     *
     * @param newId the id of a template that was created
     */
    public static String done(TemplateChange change, @Nullable String newId) {
        return switch (change) {
            case TemplateChange.Create(WantedTemplate wanted) ->
                "created template " + quoted(wanted.name().text()) + " with id " + newId + ": put "
                        + quoted(Objects.requireNonNullElse(newId, "?")) + " into " + keys(wanted);
            case TemplateChange.AddToken(String template, WantedToken token) ->
                "added token " + token.name() + " to template " + template;
            case TemplateChange.Relabel relabel ->
                "updated token " + relabel.token().name() + " of template " + relabel.template();
            case TemplateChange.Retext retext -> "updated template " + retext.template();
            case TemplateChange.UseOther _, TemplateChange.TypeDiffers _ ->
                "left to you: template " + change.template() + ", see above";
        };
    }

    private static String described(WantedToken token) {
        String options = token.options().isEmpty() ? "" : ", one of " + String.join(", ", token.options());
        return token.name() + " (" + token.type().text() + ", "
                + quoted(token.label().text()) + options + ")";
    }

    private static String keys(WantedTemplate wanted) {
        return String.join(
                ", ", wanted.usedBy().stream().map(key -> key + ".template").toList());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\n", "\\n") + '"';
    }
}
