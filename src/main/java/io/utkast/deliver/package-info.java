/** One lane per portal: takes a batch, waits for quota, sends through the destination, settles. */
@NullMarked
package io.utkast.deliver;

import org.jspecify.annotations.NullMarked;
