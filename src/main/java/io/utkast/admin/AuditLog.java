package io.utkast.admin;

import org.jboss.logging.Logger;

/** The log of what operators did, in a category of its own so that it can be kept apart. */
final class AuditLog {
    private static final Logger LOG = Logger.getLogger("io.utkast.admin.audit");

    private AuditLog() {}

    /** A request that may have changed something; {@code path} still encoded, so that it can break no line. */
    static void acted(Operator operator, String method, String path, int status, String facts) {
        LOG.infof("Operator acted who=%s method=%s path=%s status=%d%s", operator.name(), method, path, status, facts);
    }

    static void loggedIn(Operator operator) {
        LOG.infof("Operator logged in who=%s", operator.name());
    }

    /** Somebody whom the identity provider knows, but who lacks the role. */
    static void turnedAway(String who) {
        LOG.warnf("Operator turned away who=%s", who);
    }

    static void connected(String who, String portal, boolean installed) {
        LOG.infof("Operator came back from HubSpot who=%s portal=%s installed=%b", who, portal, installed);
    }
}
