package io.utkast.admin;

import static io.utkast.support.Operators.byToken;
import static io.utkast.support.Operators.stranger;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.utkast.admin.OidcProvider.Person;
import io.utkast.support.Bodies;
import io.utkast.support.Door;
import io.utkast.support.DoorProfile;
import io.utkast.support.LogLines;
import io.utkast.support.Operators;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The whole way: gateway, provider over HTTP, gateway. Runs in builds with {@code -Poidc}. */
@QuarkusTest
@TestProfile(OidcProfile.class)
class OidcLoginTest {
    private static final Person ALICE = new Person("alice", "248289761001", Set.of(OidcProfile.ROLE));
    private static final Person BOB = new Person("bob@example.com", "248289761002", Set.of("accounting"));

    /** Set by {@link OidcProvider} itself. */
    @SuppressWarnings("NullAway.Init")
    OidcProvider provider;

    /** A browser's cookies at the gateway, without regard to their paths. */
    private final Map<String, String> cookies = new HashMap<>();

    @Test
    void theLogInPageOffersIt() {
        assertThat(stranger().get("/admin/login").asString()).contains("href=\"/admin/login/oidc\"");
    }

    @Test
    void aPersonWithTheRoleOperatesUnderTheirName() {
        try (LogLines audit = LogLines.of("io.utkast.admin.audit")) {
            Response entered = arrive(ALICE);

            assertThat(entered.statusCode()).as(entered.asString()).isEqualTo(200);
            assertThat(entered.asString()).contains("http-equiv=\"refresh\"", "url=/admin");
            Operators.Browser browser = browser(entered);
            assertThat(browser.action().post("/admin/portals/acme/pause").statusCode())
                    .isEqualTo(200);
            assertThat(browser.action().post("/admin/portals/acme/resume").statusCode())
                    .isEqualTo(200);
            assertThat(audit.lines())
                    .contains("Operator logged in who=oidc:alice")
                    .anyMatch(line -> line.startsWith("Operator acted who=oidc:alice method=POST"
                            + " path=/admin/portals/acme/pause status=200"));
        }
    }

    @Test
    void theSessionIsLikeAnyOther() {
        Response entered = arrive(ALICE);
        String cookie = entered.headers().getValues("Set-Cookie").stream()
                .filter(text -> text.startsWith("utkast-session="))
                .findFirst()
                .orElseThrow();
        Operators.Browser browser = browser(entered);

        assertThat(cookie)
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict")
                .containsIgnoringCase("Path=/admin");
        Door.problem(browser.request().post("/admin/portals/acme/resume"), 403, "forbidden");
        assertThat(browser.action().post("/admin/logout").statusCode()).isEqualTo(303);
        Door.problem(browser.request().get("/admin/stats"), 401, "bad-key");
    }

    @Test
    void nothingOfTheProvidersSessionStays() {
        arrive(ALICE);

        assertThat(cookies).containsOnlyKeys("utkast-session");
    }

    @Test
    void turnsAwayWhoLacksTheRoleAndLogsNoAddress() {
        try (LogLines audit = LogLines.of("io.utkast.admin.audit")) {
            Response answer = arrive(BOB);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.contentType()).startsWith("text/html");
            assertThat(answer.asString()).contains("lacks the role");
            assertThat(cookies).isEmpty();
            assertThat(audit.lines())
                    .contains("Operator turned away who=oidc:248289761002")
                    .noneMatch(line -> line.contains("@"));
        }
    }

    @Test
    void takesNoCodeThatAnotherBrowserAskedFor() {
        provider.next(ALICE);
        Response begun = stranger().get(SingleSignOn.PATH);
        Response back = stranger().get(begun.header("Location"));

        Response answer = stranger().get(back.header("Location"));

        assertThat(answer.statusCode()).isIn(302, 401);
        assertThat(answer.headers().getValues("Set-Cookie")).noneMatch(text -> text.startsWith("utkast-session="));
    }

    @Test
    void takesNoMadeUpCode() {
        Response begun = keep(stranger().get(SingleSignOn.PATH));
        String state = begun.header("Location").replaceFirst(".*[?&]state=([^&]*).*", "$1");

        Response answer = stranger().cookies(cookies).get(SingleSignOn.PATH + "?code=guessed&state=" + state);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().getValues("Set-Cookie")).noneMatch(text -> text.startsWith("utkast-session="));
    }

    @Test
    void bearerTokensElsewhereStayTheGatewaysOwn() {
        assertThat(byToken().get("/admin/stats").statusCode()).isEqualTo(200);
        Door.problem(stranger().header("Authorization", "Bearer wrong").get("/admin/stats"), 401, "bad-key");
        Door.problem(stranger().get("/admin/stats"), 401, "bad-key");
        Response collected = Door.send(
                Door.sender()
                        .header("Authorization", "Bearer " + DoorProfile.SERVER_KEY)
                        .contentType("application/json"),
                Bodies.shop(Bodies.pageView()));
        assertThat(collected.statusCode()).as(collected.asString()).isEqualTo(202);
    }

    /** From the gateway to the provider and back, until a page is shown. */
    private Response arrive(Person person) {
        provider.next(person);
        Response toProvider = keep(stranger().get(SingleSignOn.PATH));
        assertThat(toProvider.statusCode()).as(toProvider.asString()).isEqualTo(302);
        Response answer = stranger().get(toProvider.header("Location"));
        while (answer.statusCode() == 302) {
            answer = keep(stranger().cookies(cookies).get(answer.header("Location")));
        }
        return answer;
    }

    private Response keep(Response answer) {
        for (String text : answer.headers().getValues("Set-Cookie")) {
            String[] pair = text.substring(0, text.indexOf(';')).split("=", 2);
            if (text.toLowerCase(Locale.ROOT).contains("max-age=0;") || pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }

    private static Operators.Browser browser(Response entered) {
        return new Operators.Browser(entered.cookie("utkast-session"));
    }
}
