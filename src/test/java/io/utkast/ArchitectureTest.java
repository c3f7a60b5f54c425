package io.utkast;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the table of rooms: which package may import which of ours. This is the only place where it is written. */
class ArchitectureTest {
    private static final String ROOT = "io.utkast.";

    private static final Set<String> ROOMS = Set.of(
            "event", "site", "problem", "admit", "outbox", "collect", "deliver", "hubspot", "admin", "sandbox", "demo",
            "cli", "app");

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("event", Set.of()),
            Map.entry("site", Set.of("event")),
            Map.entry("problem", Set.of()),
            Map.entry("admit", Set.of("event", "site")),
            Map.entry("outbox", Set.of("event")),
            Map.entry("collect", Set.of("event", "site", "admit", "outbox", "problem")),
            Map.entry("deliver", Set.of("event", "outbox")),
            Map.entry("hubspot", Set.of("event", "site", "deliver", "outbox")),
            Map.entry("admin", allBut("sandbox", "demo", "cli", "app")),
            Map.entry("sandbox", Set.of()),
            Map.entry("demo", Set.of()),
            Map.entry("cli", allBut("demo")),
            Map.entry("app", allBut("sandbox", "demo", "cli")));

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.utkast");

    @Test
    void everyRoomImportsOnlyWhatTheTableAllows() {
        Set<String> forbidden = new TreeSet<>();

        for (JavaClass type : MAIN) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = room(type);
                String to = room(dependency.getTargetClass());
                if (!to.isEmpty() && !from.equals(to) && !MAY_IMPORT.get(from).contains(to)) {
                    forbidden.add(from + " -> " + to + ": " + dependency.getDescription());
                }
            }
        }

        assertThat(forbidden).isEmpty();
    }

    @Test
    void everyClassIsInARoomOfTheTable() {
        Set<String> rooms = MAIN.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));

        assertThat(rooms).isEqualTo(new TreeSet<>(ROOMS));
    }

    @Test
    void roomsAreFreeOfCycles() {
        slices().matching("io.utkast.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void resourcesStandInTheDoors() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.utkast.collect..", "io.utkast.problem..", "io.utkast.admin..", "io.utkast.hubspot..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(MAIN);
    }

    @Test
    void onlyHubspotTalksToHubspot() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("io.utkast.hubspot..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.smallrye.faulttolerance..", "org.eclipse.microprofile.rest.client..")
                .check(MAIN);
    }

    @Test
    void logicKnowsNoContainer() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(
                        "io.utkast.event..", "io.utkast.admit..", "io.utkast.outbox..", "io.utkast.deliver..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.enterprise..", "jakarta.inject..", "io.quarkus..")
                .check(MAIN);
    }

    @Test
    void nobodyInjectsIntoFields() {
        ArchRuleDefinition.noFields()
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .check(MAIN);
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName() + ".";
        if (!name.startsWith(ROOT)) {
            return "";
        }
        return name.substring(ROOT.length(), name.indexOf('.', ROOT.length()));
    }

    private static Set<String> allBut(String... rooms) {
        Set<String> others = new TreeSet<>(ROOMS);
        others.removeAll(Set.of(rooms));
        return others;
    }
}
