package io.utkast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code java -jar quarkus-run.jar [command]}. */
@Command(
        name = "utkast",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Browser-event ingestion gateway for HubSpot timeline events. Without a command: runs the gateway.",
        subcommands = {SandboxCommand.class, DoctorCommand.class, TemplatesCommand.class})
final class UtkastCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return Main.run();
    }
}
