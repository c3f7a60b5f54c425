package io.utkast.sandbox;

import java.util.List;

/** Why one event was not taken. {@code id} is the event's, or empty if it has none. */
record Refusal(int status, String category, String id, String message, List<String> problems) {
    static final String VALIDATION = "VALIDATION_ERROR";

    /** HubSpot's wording for an event that breaks a rule; the problems say which. */
    static Refusal invalid(String id, List<String> problems) {
        return new Refusal(400, VALIDATION, id, "Event " + id + " failed with validation error(s)", problems);
    }

    static Refusal unknownTemplate(int status, String id, String template) {
        return new Refusal(status, "OBJECT_NOT_FOUND", id, "No event template exists for id " + template, List.of());
    }

    static Refusal repeated(int status, String id) {
        return new Refusal(
                status, status == 409 ? "CONFLICT" : VALIDATION, id, "Event " + id + " already exists", List.of());
    }
}
