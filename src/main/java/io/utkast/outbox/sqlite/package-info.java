/** The embedded outbox: one SQLite file, one writer thread, group commit. */
@NullMarked
package io.utkast.outbox.sqlite;

import org.jspecify.annotations.NullMarked;
