package io.utkast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sandbox}: the stand-in HubSpot alone, needing no site or portal. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Runs the HubSpot sandbox alone; its page is /sandbox on the HTTP port (-Dquarkus.http.port).")
final class SandboxCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        // Before Quarkus starts, so that its configuration sees the profile of application.yaml.
        System.setProperty("quarkus.profile", "sandbox");
        return Main.run();
    }
}
