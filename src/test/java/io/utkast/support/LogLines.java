package io.utkast.support;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** The lines that a class logs while this is open, from INFO up: more is logged in some test runs, not in others. */
public final class LogLines implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler;

    private LogLines(String name) {
        PatternFormatter message = new PatternFormatter("%s");
        logger = Logger.getLogger(name);
        handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                    lines.add(message.format(line));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
    }

    /** The lines of this class from now on. */
    public static LogLines of(Class<?> logging) {
        return new LogLines(logging.getName());
    }

    /** The lines under this name from now on. */
    public static LogLines of(String name) {
        return new LogLines(name);
    }

    /** The lines so far, without time and level. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
