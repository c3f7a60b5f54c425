package io.utkast.outbox.sqlite;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * Tells those who wait how their group ended, each executor once for all its works: waking an event loop for each request
 * costs more than the request's share of the commit. Used by the writer's thread only.
 */
final class Tellings {
    private static final Logger LOG = Logger.getLogger(Tellings.class);

    private final IdentityHashMap<Executor, List<Work>> byExecutor = new IdentityHashMap<>();

    void tell(List<Work> group) {
        for (Work work : group) {
            byExecutor
                    .computeIfAbsent(work.teller(), executor -> new ArrayList<>())
                    .add(work);
        }
        byExecutor.forEach(Tellings::tell);
        byExecutor.clear();
    }

    private static void tell(Executor executor, List<Work> works) {
        try {
            executor.execute(() -> works.forEach(Tellings::tell));
        } catch (RejectedExecutionException e) {
            // An event loop that has ended: whoever waits must hear all the same.
            works.forEach(Tellings::tell);
        }
    }

    private static void tell(Work work) {
        try {
            work.tell();
        } catch (RuntimeException e) {
            // Whoever waits failed on hearing of it. The others must still hear.
            LOG.error("a listener to a commit failed", e);
        }
    }
}
