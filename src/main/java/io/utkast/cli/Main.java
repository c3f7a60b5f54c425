package io.utkast.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import picocli.CommandLine;

/** The jar's entry: without a command it runs the gateway. */
@QuarkusMain
// picocli finds options and makes objects by reflection; its own mixin is what --help and --version stand on.
@RegisterForReflection(
        targets = {
            UtkastCommand.class,
            SandboxCommand.class,
            DoctorCommand.class,
            TemplatesCommand.class,
            TemplatesCommand.Scope.class,
            Version.class
        },
        classNames = "picocli.CommandLine$AutoHelpMixin")
public final class Main {
    /**
     * Quarkus marks the context of each request as one that may be shared or not, three times, for 2 % of what a request
     * costs (docs/performance.md). The marks are read by Hibernate Reactive, by {@code @SafeVertxContext} and, where a
     * property asks for it, by OpenID Connect: by nothing here.
     */
    private static final String NO_MARKS = VertxContextSafetyToggle.FULLY_DISABLE_PROPERTY;

    Main() {}

    /** Parses the command, then starts Quarkus as the command wants it. */
    public static void main(String... arguments) {
        if (System.getProperty(NO_MARKS) == null) {
            System.setProperty(NO_MARKS, Boolean.toString(true));
        }
        int code = new CommandLine(new UtkastCommand()).execute(arguments);
        if (code != CommandLine.ExitCode.OK) {
            System.exit(code);
        }
    }

    /** Starts Quarkus and blocks until it ends. */
    static int run() {
        Quarkus.run(RunningApplication.class);
        return CommandLine.ExitCode.OK;
    }
}
