package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.utkast.site.Portal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The event templates of one app, by HubSpot's v3 endpoints. It reads, creates and updates; it never deletes. */
final class EventTemplates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DirectCalls calls;
    private final String base;
    private final TemplateAccess access;
    private final String portalKey;

    /** The templates of the app with this number. */
    EventTemplates(DirectCalls calls, Portal portal, String appId, TemplateAccess access) {
        this.calls = calls;
        this.base = "/integrators/timeline/v3/" + appId + "/event-templates";
        this.access = access;
        this.portalKey = "utkast.portals." + portal.key();
    }

    /** Every template of the app; HubSpot gives them all at once. */
    List<EventTemplate> list() throws TemplateTrouble {
        return ask("read the templates", null, "", null)
                .path("results")
                .valueStream()
                .map(EventTemplate::read)
                .toList();
    }

    EventTemplate get(String id) throws TemplateTrouble {
        return EventTemplate.read(ask("read template " + id, null, "/" + DirectCalls.encode(id), null));
    }

    /** Creates the template and returns the id that HubSpot gave it. */
    String create(WantedTemplate wanted) throws TemplateTrouble {
        ObjectNode body = JSON.createObjectNode();
        body.put("name", wanted.name().text());
        body.put("objectType", "contacts");
        body.put("headerTemplate", wanted.header().text());
        body.put("detailTemplate", wanted.detail().text());
        ArrayNode tokens = body.putArray("tokens");
        wanted.tokens().forEach(token -> tokens.add(json(token)));
        return EventTemplate.read(ask("create template \"" + wanted.name().text() + "\"", "POST", "", body))
                .id();
    }

    /**
     * Sets name and texts. The tokens go back as they came just before: HubSpot does not say whether an update deletes
     * the tokens that it leaves out.
     */
    void update(String id, TemplateChange.Retext change) throws TemplateTrouble {
        EventTemplate now = get(id);
        ObjectNode body = JSON.createObjectNode();
        body.put("id", id);
        body.put("name", change.name() != null ? change.name() : now.name());
        putIfKnown(body, "headerTemplate", change.header() != null ? change.header() : now.headerTemplate());
        putIfKnown(body, "detailTemplate", change.detail() != null ? change.detail() : now.detailTemplate());
        body.set("tokens", now.rawTokens().isArray() ? now.rawTokens() : JSON.createArrayNode());
        ask("update template " + id, "PUT", "/" + DirectCalls.encode(id), body);
    }

    void addToken(String id, WantedToken token) throws TemplateTrouble {
        ask("add token " + token.name(), "POST", "/" + DirectCalls.encode(id) + "/tokens", json(token));
    }

    /** Sets the label and adds options; the property that the token writes, and options there are, stay. */
    void updateToken(String id, TemplateChange.Relabel change) throws TemplateTrouble {
        EventTemplate.Token now = change.token();
        ObjectNode body = JSON.createObjectNode();
        body.put("label", change.label());
        ArrayNode options = body.putArray("options");
        now.rawOptions().forEach(options::add);
        change.newOptions().forEach(value -> options.add(option(value)));
        putIfKnown(body, "objectPropertyName", now.objectPropertyName());
        String path = "/" + DirectCalls.encode(id) + "/tokens/" + DirectCalls.encode(now.name());
        ask("update token " + now.name(), "PUT", path, body);
    }

    private static ObjectNode json(WantedToken token) {
        ObjectNode body = JSON.createObjectNode();
        body.put("name", token.name());
        body.put("label", token.label().text());
        body.put("type", token.type().text());
        ArrayNode options = body.putArray("options");
        token.options().forEach(value -> options.add(option(value)));
        return body;
    }

    private static JsonNode option(String value) {
        return JSON.valueToTree(Map.of("label", value, "value", value));
    }

    private static void putIfKnown(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }

    /** One request: GET without a method, else the method with the body. */
    private JsonNode ask(String what, @Nullable String method, String path, @Nullable JsonNode body)
            throws TemplateTrouble {
        String key = null;
        String query = "";
        switch (access) {
            case TemplateAccess.DeveloperKey developer ->
                query = "?hapikey=" + DirectCalls.encode(developer.key().reveal());
            case TemplateAccess.AccessToken token -> key = token.token().reveal();
        }
        URI url = calls.api(base + path + query);
        try {
            Answer answer = method == null || body == null ? calls.get(url, key) : calls.send(method, url, key, body);
            return read(what, "POST".equals(method) && path.isEmpty(), answer);
        } catch (Unreachable e) {
            throw new TemplateTrouble("cannot " + what + ": " + e.why() + "; look at " + portalKey + ".api-url");
        }
    }

    private JsonNode read(String what, boolean creation, Answer answer) throws TemplateTrouble {
        ErrorBody body = ErrorBody.of(answer.body());
        if (answer.status() >= 200 && answer.status() < 300) {
            return body.json();
        }
        throw new TemplateTrouble("cannot " + what + ": HubSpot answered " + answer.status() + ": " + body.message()
                + advice(creation, answer.status(), body));
    }

    private String advice(boolean creation, int status, ErrorBody body) {
        boolean byKey = access instanceof TemplateAccess.DeveloperKey;
        if (status == 401 || (status == 403 && body.message().contains("hapikey"))) {
            return byKey
                    ? "; correct " + portalKey + ".developer-key"
                    : "; HubSpot wants the developer account's API key here: set " + portalKey + ".developer-key";
        }
        if (status == 404 && !creation) {
            return "; correct " + portalKey + ".app-id";
        }
        if (status == 429 || status >= 500) {
            return "; try again later";
        }
        if (creation) {
            return "; HubSpot lets only apps that already have v1 or v3 timeline events create templates:"
                    + " put the id of a template that the app has into the configuration, or move to app events"
                    + " (docs/hubspot.md)";
        }
        return byKey ? "" : "; the access token needs the scopes developers-read and developers-write";
    }
}
