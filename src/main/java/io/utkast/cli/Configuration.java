package io.utkast.cli;

import io.utkast.app.GatewayConfig;
import io.utkast.outbox.OutboxConfig;
import io.utkast.site.Catalog;
import io.utkast.site.ConfigFault;
import io.utkast.site.SitesConfig;
import java.util.List;

/** The configuration as a gateway started here would read it: a mistake is a value, not the end of the process. */
sealed interface Configuration {

    /** The gateway would not start. */
    record Wrong(List<ConfigFault> faults) implements Configuration {
        public Wrong {
            faults = List.copyOf(faults);
        }
    }

    /** The gateway would start; the warnings are harmless oddities. */
    record Right(
            GatewayConfig gateway,
            OutboxConfig outbox,
            SitesConfig sitesConfig,
            Catalog catalog,
            List<ConfigFault> warnings)
            implements Configuration {
        public Right {
            warnings = List.copyOf(warnings);
        }
    }
}
