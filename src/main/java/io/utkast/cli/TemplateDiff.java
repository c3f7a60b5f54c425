package io.utkast.cli;

import io.utkast.hubspot.TemplateChange;
import io.utkast.hubspot.TemplateWords;
import io.utkast.hubspot.WantedTemplate;
import java.io.PrintWriter;
import java.util.List;
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
            own.forEach(change ->
                    TemplateWords.of(change).forEach(line -> out.println("    " + line.mark() + " " + line.text())));
        }
    }

    /** What became of a change that was applied. */
    void printDone(TemplateChange change, @Nullable String newId) {
        out.println("  " + TemplateWords.done(change, newId));
    }
}
