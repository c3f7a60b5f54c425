package io.utkast.support;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comes to the operator's door, by token or as a browser. */
public final class Operators {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf-token\" content=\"([^\"]+)\"");

    private Operators() {}

    /** Sends the token with the request. */
    public static RequestSpecification byToken() {
        return stranger().header("Authorization", "Bearer " + AdminProfile.TOKEN);
    }

    /** Shows nothing; follows no redirect, and sends paths as they are written. */
    public static RequestSpecification stranger() {
        return given().redirects().follow(false).urlEncodingEnabled(false);
    }

    /** The answer to the log-in form. */
    public static Response logIn(String token) {
        return stranger().formParam("token", token).post("/admin/login");
    }

    /** A browser that is logged in. */
    public static Browser browser() {
        Response answer = logIn(AdminProfile.TOKEN);
        assertThat(answer.statusCode()).isEqualTo(303);
        return new Browser(answer.cookie("utkast-session"));
    }

    /** The session of a browser. */
    public record Browser(String session) {

        /** A request that carries the cookie only. */
        public RequestSpecification request() {
            return stranger().cookie("utkast-session", session);
        }

        /** The page as it stands. */
        public String page() {
            Response answer = request().accept("text/html").get("/admin");
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.asString();
        }

        /** A request as the page's script makes it. */
        public RequestSpecification action() {
            Matcher csrf = CSRF.matcher(page());
            assertThat(csrf.find()).isTrue();
            return request().header("X-CSRF-Token", csrf.group(1));
        }
    }
}
