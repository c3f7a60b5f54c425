package io.utkast.admin;

import io.smallrye.config.ConfigMapping;
import io.utkast.site.Secret;
import java.util.Optional;

/** The operator's door. */
@ConfigMapping(prefix = "utkast.admin")
public interface AdminConfig {

    /** Opens the door; without it, all of /admin answers 404. */
    Optional<Secret> token();
}
