package io.utkast.app;

import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * How many event loops there are, unless {@code quarkus.vertx.event-loops-pool-size} is configured: as many as cores, but
 * for one that the outbox's writer needs, and four at most, since one writer would not keep up with more. With Quarkus'
 * own choice, two for each core, a commit wakes more of them for fewer requests each (docs/performance.md).
 */
public final class EventLoops implements ConfigSource {
    private static final String KEY = "quarkus.vertx.event-loops-pool-size";
    private static final int MOST = 4;
    /** Below each configured value. */
    private static final int ORDINAL = 50;

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(KEY);
    }

    @Override
    public @Nullable String getValue(String name) {
        return KEY.equals(name) ? String.valueOf(loops(Runtime.getRuntime().availableProcessors())) : null;
    }

    static int loops(int cores) {
        return Math.clamp(cores - 1, 1, MOST);
    }

    @Override
    public String getName() {
        return "the number of event loops for this machine";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
