package io.utkast.admin;

import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the operator's door let in.
 *
 * @param name for the log: {@code token}, which session, or which person
 * @param session null for who shows the token itself
 */
record Operator(String name, Sessions.@Nullable Session session) {

    /** Who sends the admin token with each request. */
    static final Operator BY_TOKEN = new Operator("token", null);

    static Operator of(Sessions.Session session) {
        return new Operator(session.name(), session);
    }
}
