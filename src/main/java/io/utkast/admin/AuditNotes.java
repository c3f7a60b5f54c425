package io.utkast.admin;

/** Tells the audit more of the request that is being answered than its path does. */
public interface AuditNotes {

    /** Adds facts as {@code key=value}: nothing secret, and nothing of a visitor but the start of the utk. */
    void add(String facts);
}
