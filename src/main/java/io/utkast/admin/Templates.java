package io.utkast.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates in {@code templates/admin}, checked by the build. They escape what they show. */
@CheckedTemplate(basePath = "admin")
final class Templates {
    private Templates() {}

    static native TemplateInstance login(String fault);

    static native TemplateInstance connected(String portal, String note);

    static native TemplateInstance refused(String why);

    static native TemplateInstance dashboard(Dashboard page);
}
