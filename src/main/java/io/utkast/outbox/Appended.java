package io.utkast.outbox;

/** What became of an append: all of its events or none are in the outbox. */
public sealed interface Appended {

    /** All events are on disk. */
    record Stored() implements Appended {}

    /**
     * Nothing was taken: the bound named by {@code key} is reached.
     *
     * @param key the configuration key of the bound, such as {@code utkast.outbox.max-events}
     */
    record Full(String key) implements Appended {}

    /** Nothing was taken: the disk refused, or the outbox is closing. */
    record Unavailable(String why) implements Appended {}
}
