/** The words of the gateway: events, visitors, ids, receipts and the reasons for refusing. */
@NullMarked
package io.utkast.event;

import org.jspecify.annotations.NullMarked;
