/** The commands of the jar: the gateway itself, and the sandbox alone. */
@NullMarked
package io.utkast.cli;

import org.jspecify.annotations.NullMarked;
