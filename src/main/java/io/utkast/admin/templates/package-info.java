/** The app's event templates, for the operator: what differs from the configuration, and bringing them in line. */
@NullMarked
package io.utkast.admin.templates;

import org.jspecify.annotations.NullMarked;
