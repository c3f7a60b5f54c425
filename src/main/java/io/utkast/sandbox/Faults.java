package io.utkast.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.utkast.sandbox.Fault.Answer;
import io.utkast.sandbox.Fault.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that were asked for and have not happened yet, in order. */
final class Faults {
    private static final int MAXIMUM = 100;

    private final Failures failures;
    private final List<Fault> pending = new ArrayList<>();
    private long happened;

    Faults(Failures failures) {
        this.failures = failures;
    }

    /** Adds a fault; false if too many wait already. */
    synchronized boolean add(Fault fault) {
        return pending.size() < MAXIMUM && pending.add(fault);
    }

    /** The fault that hits the next request of this kind; it is used up. */
    synchronized Optional<Fault> take(Place place) {
        for (int i = 0; i < pending.size(); i++) {
            Fault fault = pending.get(i);
            if (fault.on().covers(place)) {
                if (fault.times() > 1) {
                    pending.set(i, fault.onceLess());
                } else {
                    pending.remove(i);
                }
                happened++;
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    synchronized void clear() {
        pending.clear();
    }

    synchronized int pending() {
        return pending.stream().mapToInt(Fault::times).sum();
    }

    synchronized long happened() {
        return happened;
    }

    /** The answer that a fault puts in the place of the usual one. */
    Reply reply(Answer answer) {
        JsonNode body = answer.body();
        Reply reply = body.isObject()
                ? failures.tagged(Reply.json(answer.status(), body), null)
                : switch (body.asText("json")) {
                    case "html" -> failures.html(answer.status(), "Fault");
                    case "empty" -> Reply.empty(answer.status());
                    default -> failures.plain(answer.status());
                };
        return reply.with(answer.headers());
    }
}
