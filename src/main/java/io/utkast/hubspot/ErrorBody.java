package io.utkast.hubspot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.utkast.event.DeliveryId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HubSpot's error body, of which every field may be missing, and which may be HTML or nothing at all (API error
 * handling: treat all fields as optional).
 */
record ErrorBody(JsonNode json, String raw) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");

    /** Begins where a word does, so that long words cost no more than short ones. */
    private static final Pattern EMAIL =
            Pattern.compile("(?<![^\\s\"'<>(),:;@])[^\\s\"'<>(),:;@]++@[^\\s\"'<>(),:;@]+");

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

    /** The message with the first few details behind it, or what else there is to read; without e-mail addresses. */
    String message() {
        String message = text("message");
        List<String> texts = new ArrayList<>();
        texts.add(message != null ? message : readable());
        details().filter(detail -> !texts.contains(detail)).limit(MOST_DETAILS).forEach(texts::add);
        String all = texts.stream().filter(text -> !text.isEmpty()).collect(Collectors.joining("; "));
        return cut(EMAIL.matcher(all).replaceAll("<e-mail>"));
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
        // What stands in quotes may be a visitor's own words.
        String text = QUOTED.matcher(message()).replaceAll("").toLowerCase(Locale.ROOT);
        return text.contains("already exist") || text.contains("duplicate event");
    }

    /** Whether it complains of something that the event refers to and HubSpot does not have. */
    boolean saysNotFound() {
        String category = category();
        return category != null && category.contains("NOT_FOUND");
    }

    /**
     * Those of the ids of which it says that they exist: in entries that say so, since others may stand beside them; as a
     * whole only if there are no entries.
     */
    Set<DeliveryId> existing(List<DeliveryId> ids) {
        List<ErrorBody> entries =
                json.path("errors").valueStream().map(ErrorBody::of).toList();
        return (entries.isEmpty() ? Stream.of(this) : entries.stream())
                .filter(ErrorBody::saysExists)
                .flatMap(entry -> entry.named(ids).stream())
                .collect(Collectors.toUnmodifiableSet());
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

    /** Those of the ids that stand anywhere in it: as {@code id}, in the context or in the message. */
    Set<DeliveryId> named(Collection<DeliveryId> ids) {
        Predicate<String> named = named();
        return ids.stream().filter(id -> named.test(id.value())).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it names this record. */
    boolean names(String id) {
        return named().test(id);
    }

    /** Reads its texts once for all the ids that are looked for. */
    private Predicate<String> named() {
        String own = json.path("id").asText();
        String context = json.path("context").toString();
        String message = message();
        return id -> own.equals(id) || context.contains('"' + id + '"') || mentions(message, id);
    }

    /** Whether the id stands there for itself, not as a part of a longer one. */
    private static boolean mentions(String text, String id) {
        for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
            if (isEdge(text, at - 1) && isEdge(text, at + id.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEdge(String text, int at) {
        return at < 0 || at == text.length() || !Character.isLetterOrDigit(text.charAt(at));
    }

    /** HubSpot's id of the answer, in the body or else in a header. */
    @Nullable
    String correlationId(Answer answer) {
        String inBody = text("correlationId");
        if (inBody != null) {
            return inBody;
        }
        String header = answer.header("X-HubSpot-Correlation-Id");
        return header != null ? header : answer.header("X-Request-Id");
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
