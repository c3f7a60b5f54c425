package io.utkast.admit;

import io.utkast.event.Utk;
import io.utkast.event.Visitor;

/** A visitor in little memory: the utk as its 128 bits, and the domain's hash. */
record VisitorKey(int domain, long high, long low) {
    private static final int HEX_RADIX = 16;
    private static final int HALF = 16;

    static VisitorKey of(Visitor visitor) {
        Utk utk = visitor.utk();
        return new VisitorKey(
                visitor.domain().hashCode(),
                Long.parseUnsignedLong(utk.value(), 0, HALF, HEX_RADIX),
                Long.parseUnsignedLong(utk.value(), HALF, 2 * HALF, HEX_RADIX));
    }
}
