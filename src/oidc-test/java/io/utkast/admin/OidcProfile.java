package io.utkast.admin;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.utkast.support.AdminProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway of {@link AdminProfile}, to which people with the role {@code operators} may log in. */
public final class OidcProfile implements QuarkusTestProfile {
    static final String ROLE = "operators";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(new AdminProfile().getConfigOverrides());
        config.put("utkast.admin.oidc.role", ROLE);
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(OidcProvider.class));
    }
}
