package io.utkast.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.utkast.site.Portal;
import io.utkast.site.Secret;
import io.utkast.site.TokenType;
import io.utkast.support.ScriptedServer;
import io.utkast.support.ScriptedServer.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateSyncTest {
    private static final String ALL = "/integrators/timeline/v3/77001/event-templates";
    private static final String ONE = ALL + "/1001";
    private static final String THERE = """
            {"id":"1001","name":"Page view","objectType":"contacts","headerTemplate":"{{page_title}}",
             "tokens":[{"name":"page_title","label":"Title","type":"string","objectPropertyName":"last_page",
                        "createdAt":"2026-01-01T00:00:00Z"},
                       {"name":"plan","label":"Plan","type":"enumeration","options":[{"label":"Free!","value":"free"}]}]}""";
    private static final WantedToken TITLE =
            new WantedToken("page_title", TokenType.STRING, false, new Wish("Page title", false), List.of());

    private final ScriptedServer server = new ScriptedServer();
    private final TemplateSync sync = sync(new TemplateAccess.DeveloperKey(new Secret("key&1")));

    @AfterEach
    void stop() {
        sync.close();
        server.close();
    }

    @Test
    void findsNothingToDoWhereOnlyGuessesDiffer() throws Exception {
        there(THERE);

        assertThat(sync.plan(List.of(wanted(TITLE)))).isEmpty();

        assertThat(server.queries(ALL)).containsExactly("hapikey=key%261");
    }

    @Test
    void addsMissingTokens() throws Exception {
        WantedToken scroll = new WantedToken("scroll", TokenType.NUMBER, true, new Wish("Scroll", false), List.of());
        there(THERE);
        server.on(ONE + "/tokens", Reply.json(200, "{}"));

        List<TemplateChange> changes = sync.plan(List.of(wanted(TITLE, scroll)));
        sync.apply(changes.getFirst());

        assertThat(changes).containsExactly(new TemplateChange.AddToken("1001", scroll));
        ScriptedServer.Request request = server.requests(ONE + "/tokens").getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(json(request.body())).isEqualTo(json("""
                {"name":"scroll","label":"Scroll","type":"number","options":[]}"""));
    }

    @Test
    void updatesLabelsAndKeepsWhatTheTokenHasBesides() throws Exception {
        there(THERE);
        server.on(ONE + "/tokens/page_title", Reply.json(200, "{}"));
        server.on(ONE + "/tokens/plan", Reply.json(200, "{}"));

        List<TemplateChange> changes = sync.plan(List.of(wanted(
                new WantedToken("page_title", TokenType.STRING, false, new Wish("Page", true), List.of()),
                new WantedToken("plan", TokenType.ENUMERATION, true, new Wish("Plan", false), List.of("pro")))));
        for (TemplateChange change : changes) {
            sync.apply(change);
        }

        assertThat(body("PUT", ONE + "/tokens/page_title")).isEqualTo(json("""
                {"label":"Page","options":[],"objectPropertyName":"last_page"}"""));
        assertThat(body("PUT", ONE + "/tokens/plan")).isEqualTo(json("""
                {"label":"Plan","options":[{"label":"Free!","value":"free"},{"label":"pro","value":"pro"}]}"""));
    }

    @Test
    void leavesTypesAlone() throws Exception {
        there(THERE);
        WantedToken number =
                new WantedToken("page_title", TokenType.NUMBER, true, new Wish("Page title", false), List.of());

        List<TemplateChange> changes = sync.plan(List.of(wanted(number)));

        assertThat(changes).singleElement().isInstanceOfSatisfying(TemplateChange.TypeDiffers.class, differs -> {
            assertThat(differs.token().type()).isEqualTo("string");
            assertThat(differs.isForPeople()).isTrue();
        });
        assertThat(sync.apply(changes.getFirst())).isNull();
        assertThat(server.requests(ALL)).hasSize(1);
    }

    @Test
    void updatesTextsWithTheTokensAsTheyAre() throws Exception {
        there(THERE);
        server.on(ONE, Reply.json(200, THERE));
        WantedTemplate wanted = new WantedTemplate(
                "1001",
                List.of("key"),
                new Wish("Page view", true),
                new Wish("Saw {{page_title}}", true),
                new Wish("guess", false),
                List.of(TITLE));

        List<TemplateChange> changes = sync.plan(List.of(wanted));
        sync.apply(changes.getFirst());

        JsonNode sent = json(server.requests(ONE).getLast().body());
        assertThat(server.requests(ONE))
                .extracting(ScriptedServer.Request::method)
                .containsExactly("GET", "PUT");
        assertThat(sent.path("headerTemplate").asText()).isEqualTo("Saw {{page_title}}");
        assertThat(sent.path("name").asText()).isEqualTo("Page view");
        assertThat(sent.has("detailTemplate")).isFalse();
        assertThat(sent.path("tokens")).isEqualTo(json(THERE).path("tokens"));
    }

    @Test
    void createsWhatIsMissingAndTellsItsId() throws Exception {
        server.on(ALL, Reply.json(200, "{\"results\":[]}"), Reply.json(201, "{\"id\":\"2040001\"}"));

        List<TemplateChange> changes = sync.plan(List.of(wanted(TITLE)));
        String id = sync.apply(changes.getFirst());

        assertThat(changes).containsExactly(new TemplateChange.Create(wanted(TITLE)));
        assertThat(id).isEqualTo("2040001");
        assertThat(body("POST", ALL)).isEqualTo(json("""
                {"name":"Page view","objectType":"contacts","headerTemplate":"head","detailTemplate":"detail",
                 "tokens":[{"name":"page_title","label":"Page title","type":"string","options":[]}]}"""));
    }

    @Test
    void doesNotCreateATemplateTwice() throws Exception {
        there(THERE.replace("\"1001\"", "\"2040001\""));

        assertThat(sync.plan(List.of(wanted(TITLE))))
                .containsExactly(new TemplateChange.UseOther(wanted(TITLE), "2040001"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, app events (docs/hubspot.md)",
        "403, app events (docs/hubspot.md)",
        "401, correct utkast.portals.acme.developer-key",
        "429, try again later"
    })
    void saysWhatToDoWhenCreationIsRefused(int status, String advice) {
        server.on(ALL, Reply.json(status, "{\"message\":\"no\"}"));

        assertThatThrownBy(() -> sync.apply(new TemplateChange.Create(wanted(TITLE))))
                .isInstanceOf(TemplateTrouble.class)
                .hasMessageContainingAll("cannot create template \"Page view\"", "" + status, "no", advice)
                .hasMessageNotContaining("key&1")
                .hasMessageNotContaining("key%261");
    }

    @Test
    void saysWhenTheAppIsUnknown() {
        server.on(ALL, Reply.json(404, "<html>"));

        assertThatThrownBy(() -> sync.plan(List.of())).hasMessageContaining("utkast.portals.acme.app-id");
    }

    @Test
    void saysWhenHubSpotDoesNotAnswer() {
        server.on(ALL, Reply.reset());

        assertThatThrownBy(() -> sync.plan(List.of()))
                .isInstanceOf(TemplateTrouble.class)
                .hasMessageContainingAll("no answer", "utkast.portals.acme.api-url");
    }

    @Test
    void goesByAccessTokenWhereToldTo() throws Exception {
        there(THERE);
        try (TemplateSync byToken = sync(new TemplateAccess.AccessToken(new Secret("token")))) {
            byToken.plan(List.of(wanted(TITLE)));
        }

        assertThat(server.requests(ALL).getFirst().header("Authorization")).isEqualTo("Bearer token");
        server.on(ALL, Reply.json(403, "{\"message\":\"use a hapikey\"}"));
        try (TemplateSync byToken = sync(new TemplateAccess.AccessToken(new Secret("token")))) {
            assertThatThrownBy(() -> byToken.plan(List.of()))
                    .hasMessageContaining("set utkast.portals.acme.developer-key");
        }
    }

    private void there(String template) {
        server.on(ALL, Reply.json(200, "{\"results\":[" + template + "]}"));
    }

    private JsonNode body(String method, String path) throws JsonProcessingException {
        ScriptedServer.Request request = server.requests(path).getLast();
        assertThat(request.method()).isEqualTo(method);
        return json(request.body());
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    private static WantedTemplate wanted(WantedToken... tokens) {
        return new WantedTemplate(
                "1001",
                List.of("utkast.sites.shop.events.page_view"),
                new Wish("Page view", false),
                new Wish("head", false),
                new Wish("detail", false),
                List.of(tokens));
    }

    private TemplateSync sync(TemplateAccess access) {
        Portal acme = Portals.acme(server.url());
        Portal withApp = new Portal(
                acme.key(),
                acme.hubId(),
                acme.api(),
                new Portal.App("77001", null),
                acme.credentials(),
                acme.install(),
                acme.batchSize(),
                acme.linger(),
                acme.quota());
        return TemplateSync.of(withApp, access, Duration.ofSeconds(20));
    }
}
