package io.utkast.outbox.sqlite;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Growing numbers, first in, first out. Each is kept as its distance from the one before, in as many bytes as that needs:
 * one for most, where a site's events follow each other closely, so that ten million waiting events take some 10 MB.
 */
final class SequenceQueue {
    private static final int CHUNK = 512;
    private static final int BITS = 7;
    private static final int LOW_BITS = (1 << BITS) - 1;
    /** Set in each byte of a distance but its last. */
    private static final int MORE = 1 << BITS;

    private final Deque<byte[]> chunks = new ArrayDeque<>();
    /** Where the next distance is read in the first chunk, and written in the last one. */
    private int read;

    private int write = CHUNK;
    /** The ends of the queue; they mean nothing while it is empty. */
    private long first;

    private long last;
    private long size;

    boolean isEmpty() {
        return size == 0;
    }

    /** The smallest number. Not of an empty queue. */
    long first() {
        return first;
    }

    /** @throws IllegalArgumentException if the number is not larger than the one before */
    void add(long number) {
        if (size == 0) {
            first = number;
        } else if (number > last) {
            writeDistance(number - last);
        } else {
            throw new IllegalArgumentException(number + " after " + last);
        }
        last = number;
        size++;
    }

    /** Takes the smallest number out. Not of an empty queue. */
    long poll() {
        long polled = first;
        size--;
        if (size > 0) {
            first += readDistance();
        } else {
            chunks.clear();
            read = 0;
            write = CHUNK;
        }
        return polled;
    }

    /** A queue of those that are not among the numbers given; this one is empty then. */
    SequenceQueue without(Set<Long> numbers) {
        SequenceQueue rest = new SequenceQueue();
        while (!isEmpty()) {
            long number = poll();
            if (!numbers.contains(number)) {
                rest.add(number);
            }
        }
        return rest;
    }

    private void writeDistance(long distance) {
        long rest = distance;
        while (rest > LOW_BITS) {
            write((byte) ((rest & LOW_BITS) | MORE));
            rest >>>= BITS;
        }
        write((byte) rest);
    }

    private void write(byte part) {
        if (write == CHUNK) {
            chunks.addLast(new byte[CHUNK]);
            write = 0;
        }
        chunks.getLast()[write++] = part;
    }

    private long readDistance() {
        long distance = 0;
        int shift = 0;
        byte part = read();
        while ((part & MORE) != 0) {
            distance |= (long) (part & LOW_BITS) << shift;
            shift += BITS;
            part = read();
        }
        return distance | ((long) part << shift);
    }

    private byte read() {
        byte part = chunks.getFirst()[read++];
        if (read == CHUNK) {
            chunks.removeFirst();
            read = 0;
        }
        return part;
    }
}
