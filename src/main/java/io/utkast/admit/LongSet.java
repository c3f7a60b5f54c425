package io.utkast.admit;

/** A set of longs in one array, with linear probing; grows by doubling and never shrinks. Not safe for two threads. */
final class LongSet {
    private static final int SMALLEST = 64;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Zero is an empty place, so the number zero is kept apart. */
    private long[] places = new long[SMALLEST];

    private boolean zero;
    private int size;

    boolean contains(long number) {
        return number == 0 ? zero : places[place(places, number)] == number;
    }

    void add(long number) {
        if (contains(number)) {
            return;
        }
        size++;
        if (number == 0) {
            zero = true;
            return;
        }
        places[place(places, number)] = number;
        if (size > places.length / 2) {
            grow();
        }
    }

    int size() {
        return size;
    }

    /** Where the number stands, or the empty place where it would. */
    private static int place(long[] places, long number) {
        int mask = places.length - 1;
        int at = (int) ((number * GOLDEN) >>> Integer.SIZE) & mask;
        while (places[at] != 0 && places[at] != number) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] larger = new long[2 * places.length];
        for (long number : places) {
            if (number != 0) {
                larger[place(larger, number)] = number;
            }
        }
        places = larger;
    }
}
