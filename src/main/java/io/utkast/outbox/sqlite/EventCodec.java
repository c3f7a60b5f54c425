package io.utkast.outbox.sqlite;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import io.utkast.event.BrowserEvent;
import io.utkast.event.EventId;
import io.utkast.event.EventType;
import io.utkast.event.QueuedEvent;
import io.utkast.event.Receipt;
import io.utkast.event.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code body} column: what has no column of its own, as JSON, so that an operator can read it with
 * {@code sqlite3}. Streaming, since it runs for each event.
 */
final class EventCodec {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int TYPICAL_BYTES = 1024;

    /** Used again and again by each thread that encodes; it keeps one block, of 128 KiB at most. */
    private static final ThreadLocal<ByteArrayBuilder> BYTES =
            ThreadLocal.withInitial(() -> new ByteArrayBuilder(TYPICAL_BYTES));

    // Quoted and encoded once, not for each event.
    private static final SerializableString EVENT = new SerializedString("event");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString AT = new SerializedString("at");
    private static final SerializableString URL = new SerializedString("url");
    private static final SerializableString TITLE = new SerializedString("title");
    private static final SerializableString REFERRER = new SerializedString("referrer");
    private static final SerializableString DOMAIN = new SerializedString("domain");
    private static final SerializableString VISITOR_DOMAIN = new SerializedString("visitorDomain");
    private static final SerializableString RECEIPT = new SerializedString("receipt");
    private static final SerializableString PROPS = new SerializedString("props");

    private EventCodec() {}

    static byte[] encode(QueuedEvent queued) {
        ByteArrayBuilder bytes = BYTES.get();
        bytes.reset();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(json, queued);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, QueuedEvent queued) throws IOException {
        BrowserEvent event = queued.event();
        json.writeStartObject();
        writeText(json, EVENT, event.id().value());
        writeText(json, TYPE, event.type().value());
        json.writeFieldName(AT);
        json.writeNumber(event.at().toEpochMilli());
        writeText(json, URL, event.url());
        writeText(json, TITLE, event.title());
        writeText(json, REFERRER, event.referrer());
        writeText(json, DOMAIN, queued.domain());
        if (!queued.visitor().domain().equals(queued.domain())) {
            // On most sites they are the same, and each byte is written and flushed twice: to the log, then to the
            // file.
            writeText(json, VISITOR_DOMAIN, queued.visitor().domain());
        }
        writeText(json, RECEIPT, queued.receipt().value());
        if (!event.props().isEmpty()) {
            json.writeFieldName(PROPS);
            json.writeStartObject();
            for (Map.Entry<String, Object> prop : event.props().entrySet()) {
                json.writeFieldName(prop.getKey());
                json.writeObject(prop.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeText(JsonGenerator json, SerializableString name, @Nullable String value)
            throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            json.writeString(value);
        }
    }

    /** Reads a body back; {@code row} has what stood in columns. */
    static QueuedEvent decode(byte[] body, EventRow row) {
        Map<String, Object> fields = new HashMap<>();
        Map<String, Object> props = new HashMap<>();
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken() == JsonToken.START_OBJECT) {
                    readProps(json, props);
                } else {
                    fields.put(name, value(json));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("event " + row.sequence() + " of the outbox cannot be read", e);
        }
        String domain = text(fields, "domain");
        return new QueuedEvent(
                row.id(),
                row.portal(),
                row.site(),
                new Visitor(fields.get("visitorDomain") instanceof String own ? own : domain, row.utk()),
                domain,
                event(fields, props),
                new Receipt(text(fields, "receipt")),
                row.acceptedAt());
    }

    /** The domain of the visitor in a body, null if it cannot be read. */
    static @Nullable String visitorDomain(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            String domain = null;
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("visitorDomain")) {
                    return json.getText();
                }
                if (name.equals("domain")) {
                    domain = json.getText();
                }
                json.skipChildren();
            }
            return domain;
        } catch (IOException e) {
            return null;
        }
    }

    private static BrowserEvent event(Map<String, Object> fields, Map<String, Object> props) {
        return new BrowserEvent(
                new EventId(text(fields, "event")),
                new EventType(text(fields, "type")),
                Instant.ofEpochMilli(((Number) fields.getOrDefault("at", 0L)).longValue()),
                (String) fields.get("url"),
                (String) fields.get("title"),
                (String) fields.get("referrer"),
                props);
    }

    private static void readProps(JsonParser json, Map<String, Object> props) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            props.put(name, value(json));
        }
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> json.getText();
        };
    }

    private static String text(Map<String, Object> fields, String name) {
        Object value = fields.get(name);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalStateException("the stored event lacks '" + name + "'");
    }
}
