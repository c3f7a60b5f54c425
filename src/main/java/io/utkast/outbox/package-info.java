/** Keeps admitted events until they are delivered or buried: the port and its words. */
@NullMarked
package io.utkast.outbox;

import org.jspecify.annotations.NullMarked;
