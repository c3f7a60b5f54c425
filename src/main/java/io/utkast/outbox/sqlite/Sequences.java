package io.utkast.outbox.sqlite;

/** A range of sequences, both ends included; empty if the last is below the first. */
record Sequences(long first, long last) {
    static final Sequences NONE = new Sequences(Long.MAX_VALUE, Long.MIN_VALUE);

    boolean isEmpty() {
        return last < first;
    }

    /** The smallest range that has both. */
    Sequences with(Sequences other) {
        return new Sequences(Math.min(first, other.first), Math.max(last, other.last));
    }
}
