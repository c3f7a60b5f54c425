package io.utkast.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's error body, of which every field may be missing, and which may be HTML or nothing at all (API error
 * handling: treat all fields as optional).
 */
record ErrorBody(JsonNode json, String raw) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 500;
    private static final int MOST_DETAILS = 3;

    static ErrorBody of(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            return new ErrorBody(json.isObject() ? json : MissingNode.getInstance(), body);
        } catch (JsonProcessingException e) {
            return new ErrorBody(MissingNode.getInstance(), body);
        }
    }

    static ErrorBody of(JsonNode error) {
        return new ErrorBody(error, error.isTextual() ? error.textValue() : "");
    }

    /** The field's text; null if there is none. */
    @Nullable
    String text(String field) {
        JsonNode value = json.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    /** The category; 429 answers have been seen with {@code errorType} instead. */
    @Nullable
    String category() {
        String category = text("category");
        return category != null ? category : text("errorType");
    }

    /** The message with the first few details behind it, or what else there is to read. */
    String message() {
        String message = text("message");
        List<String> texts = new ArrayList<>();
        texts.add(message != null ? message : readable());
        details().filter(detail -> !texts.contains(detail)).limit(MOST_DETAILS).forEach(texts::add);
        return cut(texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("; ")));
    }

    private Stream<String> details() {
        return json.path("errors").valueStream().map(detail -> {
            String message = ErrorBody.of(detail).text("message");
            return message != null ? message : detail.isTextual() ? detail.textValue() : "";
        });
    }

    private String readable() {
        if (json.isObject()) {
            return Optional.ofNullable(category()).orElse("no message");
        }
        String text = raw.strip();
        return text.startsWith("<") ? "an HTML page" : text.isEmpty() ? "no body" : text;
    }

    /** Whether it complains of an event that is there already, which is as good as a success. */
    boolean saysExists() {
        String text = message().toLowerCase(Locale.ROOT);
        return text.contains("already exist") || text.contains("duplicate event");
    }

    /** Whether the trouble is HubSpot's and may pass. */
    boolean isPassing() {
        String category = category();
        return category != null
                && (category.contains("RATE_LIMIT")
                        || category.contains("INTERNAL")
                        || category.contains("TIMEOUT")
                        || category.contains("UNAVAILABLE"));
    }

    /** Whether the id stands anywhere in it: as {@code id}, in the context or in the message. */
    boolean names(String id) {
        return json.path("id").asText().equals(id)
                || json.path("context").toString().contains('"' + id + '"')
                || mentions(message(), id);
    }

    private static boolean mentions(String text, String id) {
        int at = text.indexOf(id);
        int end = at + id.length();
        return at >= 0 && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    /** The scopes that a 403 asks for. */
    List<String> missingScopes() {
        return json.findValues("requiredGranularScopes").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_MESSAGE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
    }
}
