/** The commands of the jar: the gateway itself, the sandbox alone, and the looks at a configuration from outside. */
@NullMarked
package io.utkast.cli;

import org.jspecify.annotations.NullMarked;
