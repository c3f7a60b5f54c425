package io.utkast.app;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.utkast.collect.CollectConfig;
import io.utkast.collect.CollectGate;
import io.utkast.collect.Collector;
import io.utkast.collect.PixelGate;
import io.utkast.problem.Problem;
import io.utkast.problem.ProblemCode;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts the gates of the collect endpoint and its pixel before Quarkus REST, and closes the gateway's doors where only the sandbox runs. */
@Singleton
final class GatewayRoutes {
    private static final int FIRST = 1000;
    private static final List<String> DOORS = List.of("/v1/", "/u/", "/admin", "/oauth/callback", "/robots.txt");

    void install(
            @Observes Filters filters,
            Instance<CollectGate> gate,
            CollectConfig collect,
            GatewayConfig gateway,
            Instance<Collector> collector) {
        if (gateway.gateway().enabled()) {
            filters.register(gate.get(), FIRST);
            filters.register(new PixelGate(collect.path(), collector.get()), FIRST - 1);
        } else {
            filters.register(GatewayRoutes::closed, FIRST);
        }
    }

    private static void closed(RoutingContext context) {
        String path = context.request().path();
        if (path == null || DOORS.stream().noneMatch(path::startsWith)) {
            context.next();
            return;
        }
        context.response()
                .setStatusCode(ProblemCode.NOT_FOUND.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Problem.of(ProblemCode.NOT_FOUND, "This process runs the sandbox only.")
                        .json());
    }
}
