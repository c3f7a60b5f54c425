package io.utkast.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/** The jar's entry: without a command it runs the gateway. */
@QuarkusMain
public final class Main {
    Main() {}

    /** Parses the command, then starts Quarkus as the command wants it. */
    public static void main(String... arguments) {
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
