package io.utkast.event;

/** The handle of one collect request, given to the sender and found again in stats and logs. */
public record Receipt(String value) {
    @Override
    public String toString() {
        return value;
    }
}
