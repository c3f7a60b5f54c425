package io.utkast.admin;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates in {@code templates/admin}, checked by the build. They escape what they show. */
@CheckedTemplate(basePath = "admin")
final class Templates {
    private Templates() {}

    /** The log-in page; {@code fault} says what was wrong with the last try, and is empty at first. */
    static native TemplateInstance login(String fault, boolean signOn);

    /** Leads on to the overview. */
    static native TemplateInstance entered();

    /** The app is installed; {@code note} says what to know about it, and is empty if all is well. */
    static native TemplateInstance connected(String portal, String note);

    /** The app is not installed. */
    static native TemplateInstance refused(String why);

    /** The overview. */
    static native TemplateInstance dashboard(Dashboard page);
}
