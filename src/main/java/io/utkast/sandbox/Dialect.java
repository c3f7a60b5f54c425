package io.utkast.sandbox;

import java.util.List;

/** The two forms of HubSpot's event API: what the type and its values are called, and how success and repeats look. */
enum Dialect {
    /** The v3 timeline API. */
    TIMELINE("eventTemplateId", "tokens", "customObjectTypeId", "TimelineEvent"),
    /** App events, its dated successor: the id is required, a repeat is 409, and a batch is taken whole or not at all. */
    APP_EVENTS("eventTypeName", "properties", "objectTypeFullyQualifiedName", "AppEvent");

    private final String typeField;
    private final String valuesField;
    private final String objectTypeField;
    private final String schema;

    Dialect(String typeField, String valuesField, String objectTypeField, String schema) {
        this.typeField = typeField;
        this.valuesField = valuesField;
        this.objectTypeField = objectTypeField;
        this.schema = schema;
    }

    String typeField() {
        return typeField;
    }

    String valuesField() {
        return valuesField;
    }

    String objectTypeField() {
        return objectTypeField;
    }

    List<String> required() {
        return this == APP_EVENTS ? List.of(typeField, "id", valuesField) : List.of(typeField, valuesField);
    }

    /** The name of the schema in error messages. */
    String schema() {
        return schema;
    }
}
