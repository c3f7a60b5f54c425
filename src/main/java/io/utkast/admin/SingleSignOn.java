package io.utkast.admin;

/** A way to log in as a person, beside the admin token. Only builds with {@code -Poidc} have one. */
interface SingleSignOn {
    /** Where it begins and ends. */
    String PATH = "/admin/login/oidc";

    /** Whether the configuration opens it. */
    boolean isOpen();
}
