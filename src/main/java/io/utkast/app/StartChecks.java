package io.utkast.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.SmallRyeConfig;
import io.utkast.admit.DuplicatesConfig;
import io.utkast.admit.LimitsConfig;
import io.utkast.collect.CollectConfig;
import io.utkast.outbox.DeadLettersConfig;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.ConfigFault;
import io.utkast.site.PortalsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What would stop the start of a gateway, apart from its sites and portals; for commands that start none. */
public final class StartChecks {
    private static final String AFTER_KEY = ": ";

    private StartChecks() {}

    /** Every mistake; the configuration must know the mappings of the gateway's rooms. */
    public static List<ConfigFault> of(SmallRyeConfig config) {
        List<ConfigFault> faults = new ArrayList<>(GatewayFaults.of(
                config.getConfigMapping(GatewayConfig.class),
                config.getConfigMapping(CollectConfig.class),
                config.getConfigMapping(PortalsConfig.class)));
        List<Runnable> bounds = List.of(
                () -> Wiring.check(config.getConfigMapping(LimitsConfig.class)),
                () -> Wiring.check(config.getConfigMapping(DuplicatesConfig.class)),
                () -> OutboxWiring.check(
                        config.getConfigMapping(OutboxConfig.class), config.getConfigMapping(DeadLettersConfig.class)));
        bounds.forEach(check -> run(check, faults));
        return faults;
    }

    /** The checks of the start stop at the first mistake and say {@code key: what is wrong}. */
    private static void run(Runnable check, List<ConfigFault> faults) {
        try {
            check.run();
        } catch (ConfigurationException e) {
            String message = Objects.requireNonNullElse(e.getMessage(), "");
            int end = message.indexOf(AFTER_KEY);
            faults.add(
                    end < 0
                            ? new ConfigFault("utkast", message)
                            : new ConfigFault(message.substring(0, end), message.substring(end + AFTER_KEY.length())));
        }
    }
}
