package io.utkast.outbox.sqlite;

/** What the works on the file keep in memory about it, in common. */
record Books(Shares shares, LeaseBook leases, Tombstones tombstones, Listeners listeners) {}
