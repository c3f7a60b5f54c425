package io.utkast.admin.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the event templates differ from what the configuration uses, app by app.
 *
 * @param applied whether the differences were applied, as far as they could be
 */
@RegisterForReflection
public record TemplateAnswer(boolean applied, List<App> apps) {

    /**
     * One app.
     *
     * @param app its number; null if the configuration has none
     * @param error why its templates were not compared; null if they were
     * @param done what became of each difference, if they were applied
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record App(
            @Nullable String app,
            List<String> portals,
            @Nullable String error,
            List<Template> templates,
            List<Done> done) {}

    /**
     * One template that the configuration uses.
     *
     * @param usedBy the full keys of the events that go to it
     * @param differences empty if there is nothing to do
     */
    @RegisterForReflection
    public record Template(String id, List<String> usedBy, List<Difference> differences) {}

    /**
     * One thing that differs.
     *
     * @param mark {@code +} will be added, {@code ~} changed, {@code !} is for people to mend
     */
    @RegisterForReflection
    public record Difference(String mark, String text) {}

    /** What became of one difference. */
    @RegisterForReflection
    public record Done(boolean ok, String text) {}
}
