package io.utkast.sandbox;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Why one event was not taken. {@code id} is the event's, or empty if it has none. */
record Refusal(int status, String category, String id, String message, List<Problem> problems, Set<Contract> rows) {
    static final String VALIDATION = "VALIDATION_ERROR";

    /** One thing that is wrong with an event, and the row of the contract that says so. */
    record Problem(Contract row, String text) {}

    /** HubSpot's wording for an event that breaks a rule; the problems say which. */
    static Refusal invalid(String id, List<Problem> problems) {
        Set<Contract> rows = EnumSet.noneOf(Contract.class);
        problems.forEach(problem -> rows.add(problem.row()));
        return new Refusal(400, VALIDATION, id, "Event " + id + " failed with validation error(s)", problems, rows);
    }

    static Refusal unknownTemplate(int status, String id, String template, Contract row) {
        return new Refusal(
                status, "OBJECT_NOT_FOUND", id, "No event template exists for id " + template, List.of(), Set.of(row));
    }

    static Refusal repeated(int status, String id, Contract row) {
        return new Refusal(
                status,
                status == 409 ? "CONFLICT" : VALIDATION,
                id,
                "Event " + id + " already exists",
                List.of(),
                Set.of(row));
    }

    static Refusal unlinked(int status, String id) {
        return new Refusal(
                status,
                status == 404 ? "OBJECT_NOT_FOUND" : VALIDATION,
                id,
                "No contact exists for the utk of event " + id,
                List.of(),
                Set.of(Contract.S11));
    }
}
