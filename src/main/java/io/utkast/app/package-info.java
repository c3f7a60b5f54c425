/** Wiring: clock, threads, start-up checks and the order of shutdown. */
@NullMarked
package io.utkast.app;

import org.jspecify.annotations.NullMarked;
