package io.utkast.cli;

import io.utkast.hubspot.TemplateChange;
import io.utkast.hubspot.WantedTemplate;
import io.utkast.hubspot.WantedToken;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prints differences between templates: {@code +} will be added, {@code ~} changed, {@code !} is for people to mend. */
final class TemplateDiff {
    private final PrintWriter out;

    TemplateDiff(PrintWriter out) {
        this.out = out;
    }

    /** Each wanted template with what differs. */
    void print(List<WantedTemplate> wanted, List<TemplateChange> changes) {
        for (WantedTemplate template : wanted) {
            List<TemplateChange> own = changes.stream()
                    .filter(change -> change.template().equals(template.id()))
                    .toList();
            out.println("  template " + template.id() + (own.isEmpty() ? ": nothing to do" : "") + "  ("
                    + String.join(", ", template.usedBy()) + ")");
            own.forEach(this::print);
        }
    }

    private void print(TemplateChange change) {
        switch (change) {
            case TemplateChange.Create(WantedTemplate wanted) -> create(wanted);
            case TemplateChange.AddToken(var _, WantedToken token) -> line("+", "token " + described(token));
            case TemplateChange.Relabel relabel -> relabel(relabel);
            case TemplateChange.Retext retext -> {
                text("name", retext.now().name(), retext.name());
                text("header template", retext.now().headerTemplate(), retext.header());
                text("detail template", retext.now().detailTemplate(), retext.detail());
            }
            case TemplateChange.UseOther(WantedTemplate wanted, String otherId) ->
                line(
                        "!",
                        "not there, but template " + otherId + " has the name "
                                + quoted(wanted.name().text()) + ": put " + quoted(otherId) + " into " + keys(wanted));
            case TemplateChange.TypeDiffers differs ->
                line(
                        "!",
                        "token " + differs.token().name() + " is a "
                                + differs.token().type()
                                + " at HubSpot, but a "
                                + differs.wanted().type().text()
                                + " here: HubSpot cannot change a type. Correct token-types, or use another token");
        }
    }

    private void create(WantedTemplate wanted) {
        line("+", "template " + quoted(wanted.name().text()) + " (not there; HubSpot chooses the id of a new one)");
        line("+", "header template " + quoted(wanted.header().text()));
        line("+", "detail template " + quoted(wanted.detail().text()));
        wanted.tokens().forEach(token -> line("+", "token " + described(token)));
    }

    private void relabel(TemplateChange.Relabel relabel) {
        if (!relabel.label().equals(relabel.token().label())) {
            text("label of token " + relabel.token().name(), relabel.token().label(), relabel.label());
        }
        relabel.newOptions()
                .forEach(option -> line(
                        "+",
                        "option " + quoted(option) + " of token "
                                + relabel.token().name()));
    }

    private void text(String what, @Nullable String from, @Nullable String to) {
        if (to != null) {
            line("~", what + ": " + (from == null ? "none" : quoted(from)) + " -> " + quoted(to));
        }
    }

    /** What became of a change that was applied. */
    void printDone(TemplateChange change, @Nullable String newId) {
        switch (change) {
            case TemplateChange.Create(WantedTemplate wanted) ->
                out.println("  created template " + quoted(wanted.name().text()) + " with id " + newId + ": put "
                        + quoted(Objects.requireNonNullElse(newId, "?")) + " into " + keys(wanted));
            case TemplateChange.AddToken(String template, WantedToken token) ->
                out.println("  added token " + token.name() + " to template " + template);
            case TemplateChange.Relabel relabel ->
                out.println("  updated token " + relabel.token().name() + " of template " + relabel.template());
            case TemplateChange.Retext retext -> out.println("  updated template " + retext.template());
            case TemplateChange.UseOther _, TemplateChange.TypeDiffers _ ->
                out.println("  left to you: template " + change.template() + ", see above");
        }
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

    private void line(String mark, String what) {
        out.println("    " + mark + " " + what);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\n", "\\n") + '"';
    }
}
