/** What became of requests and their events: receipts, and the live tail. */
@NullMarked
package io.utkast.admin.receipts;

import org.jspecify.annotations.NullMarked;
