package io.utkast.admin.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.admin.AdminConfig;
import io.utkast.deliver.Lanes;
import io.utkast.support.Settings;
import io.utkast.support.Sites;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateResourceTest {
    @Test
    void isNotThereUnlessTheConfigurationSaysSo() {
        Sites sites = Sites.withShop();
        TemplateDesk desk = new TemplateDesk(sites.catalog(), sites.sitesConfig(), new Lanes(Map.of()));
        TemplateResource resource = new TemplateResource(Settings.defaults(AdminConfig.class), desk);

        assertThat(resource.plan().getStatus()).isEqualTo(404);
        assertThat(resource.apply().getStatus()).isEqualTo(404);
    }
}
