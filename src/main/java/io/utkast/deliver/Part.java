package io.utkast.deliver;

import io.utkast.outbox.Lease;
import java.util.List;

/**
 * Events that go out in one request.
 *
 * @param probe whether it is sent although its kind is held
 */
record Part(List<Lease> leases, boolean probe) {
    Part {
        leases = List.copyOf(leases);
    }

    static Part of(List<Lease> leases) {
        return new Part(leases, false);
    }

    static Part probe(Lease lease) {
        return new Part(List.of(lease), true);
    }

    Part without(Lease lease) {
        return new Part(
                leases.stream()
                        .filter(one -> one.sequence() != lease.sequence())
                        .toList(),
                probe);
    }

    boolean isSingle() {
        return leases.size() == 1;
    }

    List<Part> halves() {
        int middle = (leases.size() + 1) / 2;
        return List.of(of(leases.subList(0, middle)), of(leases.subList(middle, leases.size())));
    }
}
