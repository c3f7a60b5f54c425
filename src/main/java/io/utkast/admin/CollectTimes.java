package io.utkast.admin;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.utkast.collect.RequestTimes;
import io.utkast.problem.ProblemCode;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Times the requests of the collect endpoint, under the name and the tags that Quarkus has for those of all others, but
 * that made-up methods share one. Quarkus puts the tags together and looks for the timer at each request, for 2 % of what
 * one costs (docs/performance.md); here each timer is found once.
 */
public final class CollectTimes implements RequestTimes.Listener {
    private static final String NAME = "http.server.requests";
    private static final String RESET = "RESET";

    /** In the place of a path that is not there, as Quarkus has it. */
    private static final String NOWHERE = "NOT_FOUND";

    private static final String WHAT = "HTTP server request processing time";

    /** Others share one timer, since a stranger can make up any number of them. */
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.POST,
            HttpMethod.OPTIONS,
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);

    private final MeterRegistry registry;
    private final String path;
    private final Map<Ending, Timer> timers = new ConcurrentHashMap<>();

    /** @param path of the collect endpoint, the value of the tag {@code uri} */
    public CollectTimes(MeterRegistry registry, String path) {
        this.registry = registry;
        this.path = path;
    }

    private record Ending(String method, int status) {}

    @Override
    public void ended(HttpMethod method, int status, long time, TimeUnit unit) {
        Ending ending = new Ending(METHODS.contains(method) ? method.name() : "other", status);
        Timer timer = timers.get(ending);
        if (timer == null) {
            timer = timers.computeIfAbsent(ending, this::timer);
        }
        timer.record(time, unit);
    }

    private Timer timer(Ending ending) {
        boolean answered = ending.status() != NO_ANSWER;
        Outcome outcome = answered ? Outcome.forStatus(ending.status()) : Outcome.CLIENT_ERROR;
        return Timer.builder(NAME)
                .description(WHAT)
                .tags(Tags.of(
                        "method",
                        ending.method(),
                        "uri",
                        ending.status() == ProblemCode.NOT_FOUND.status() ? NOWHERE : path,
                        "status",
                        answered ? Integer.toString(ending.status()) : RESET))
                .tags(Tags.of(outcome.asTag()))
                .register(registry);
    }
}
