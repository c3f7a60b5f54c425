package io.utkast.cli;

import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code templates plan|apply}: brings HubSpot's event templates in line with the configuration. */
@Command(
        name = "templates",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = ExitCode.SOFTWARE,
        description = "Compares the event templates and tokens that the configuration uses with those at HubSpot.")
final class TemplatesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say plan or apply");
    }

    @Command(
            name = "plan",
            mixinStandardHelpOptions = true,
            exitCodeOnInvalidInput = ExitCode.SOFTWARE,
            description =
                    "Shows what differs, and changes nothing. Exit code: 0 nothing, 2 there are differences, 1 error.")
    int plan(@Mixin Scope scope) {
        return new TemplateRun(scope, spec.commandLine().getOut()).run(ConfigurationReader.read(), false);
    }

    @Command(
            name = "apply",
            mixinStandardHelpOptions = true,
            exitCodeOnInvalidInput = ExitCode.SOFTWARE,
            description = {
                "Shows what differs, then creates and updates templates and tokens. Never deletes any.",
                "Exit code: 0 applied or nothing to do, 2 something is left that only you can do, 1 error."
            })
    int apply(@Mixin Scope scope) {
        return new TemplateRun(scope, spec.commandLine().getOut()).run(ConfigurationReader.read(), true);
    }

    /** What both have in common. */
    static final class Scope {
        @Option(names = "--portal", paramLabel = "<key>", description = "Only the app of this portal.")
        Set<String> portals = Set.of();

        @Option(
                names = "--oauth",
                description = "Go by an access token with developers-read and developers-write rather than by the"
                        + " developer key. HubSpot may hand out another refresh token and end the one in use.")
        boolean oauth;
    }
}
