package io.utkast.cli;

import io.utkast.cli.doctor.Doctor;
import io.utkast.cli.doctor.Finding;
import io.utkast.cli.doctor.Finding.Level;
import io.utkast.cli.doctor.Report;
import io.utkast.site.ConfigFault;
import io.utkast.site.Portal;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code doctor}: looks whether a gateway with this configuration would work. Opens no port and no outbox. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the configuration, this machine and each portal, and says what to do about what it finds.",
            "Opens no port and no outbox, and changes nothing at HubSpot unless told to. Exit code: 0, or 1 after a failure."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Duration REQUEST = Duration.ofSeconds(10);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--portal", paramLabel = "<key>", description = "Only this portal; may be given several times.")
    private Set<String> portals = Set.of();

    @Option(
            names = "--refresh",
            description = "Ask HubSpot for an access token, and show the quota. HubSpot may hand out another refresh"
                    + " token with it and end the one in use.")
    private boolean refresh;

    @Option(
            names = "--send-test",
            description = "Send one event of an invented visitor to each portal. HubSpot cannot delete it."
                    + " Needs an access token; while a gateway runs, --refresh too.")
    private boolean sendTest;

    @Option(names = "--strict", description = "Exit with 1 after a warning too.")
    private boolean strict;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "<seconds>",
            defaultValue = "60",
            description = "What all requests together may take (default: ${DEFAULT-VALUE}).")
    private int timeout;

    @Override
    @SuppressWarnings("TimeZoneUsage")
    public Integer call() {
        return run(ConfigurationReader.read(), Clock.systemUTC());
    }

    int run(Configuration configuration, Clock clock) {
        Report report = new Report(
                switch (configuration) {
                    case Configuration.Wrong(List<ConfigFault> faults) ->
                        faults.stream().map(DoctorCommand::mistake).toList();
                    case Configuration.Right right -> examined(right, clock);
                });
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? report.json() + System.lineSeparator() : report.table());
        out.flush();
        boolean bad = report.count(Level.FAILURE) > 0 || (strict && report.count(Level.WARNING) > 0);
        return bad ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private List<Finding> examined(Configuration.Right right, Clock clock) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "configuration",
                "",
                "valid; sites: " + right.catalog().sites().size() + ", portals: "
                        + right.catalog().portals().size()));
        right.warnings()
                .forEach(oddity -> findings.add(
                        Finding.warning("configuration", "", oddity.toString(), "nothing if that is meant")));
        findings.addAll(unknownPortals(right));
        warnOfTest();
        Predicate<Portal> chosen =
                portal -> portals.isEmpty() || portals.contains(portal.key().value());
        Doctor doctor = new Doctor(
                new Doctor.Patient(right.gateway(), right.outbox(), right.sitesConfig(), right.catalog()),
                new Doctor.Orders(chosen, refresh, sendTest, REQUEST, Duration.ofSeconds(timeout)),
                clock);
        findings.addAll(doctor.examine());
        return findings;
    }

    /** Said before anything is sent, and apart from the report. */
    private void warnOfTest() {
        if (sendTest) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Sending one test event to each portal. HubSpot cannot delete it; it stands on no contact.");
            err.flush();
        }
    }

    private List<Finding> unknownPortals(Configuration.Right right) {
        List<String> known = right.catalog().portals().stream()
                .map(portal -> portal.key().value())
                .sorted()
                .toList();
        return portals.stream()
                .filter(key -> !known.contains(key))
                .map(key -> Finding.failure(
                        "configuration", key, "there is no such portal", "known: " + String.join(", ", known)))
                .toList();
    }

    private static Finding mistake(ConfigFault fault) {
        return Finding.failure(
                "configuration",
                "",
                fault.toString(),
                "correct it, then run doctor again; docs/configuration.md lists every key");
    }
}
