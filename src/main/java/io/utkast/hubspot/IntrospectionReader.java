package io.utkast.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** Reads the answers of {@code /oauth/{version}/token/introspect} and of v1's {@code /oauth/v1/refresh-tokens/{token}}. */
final class IntrospectionReader {
    private final TokenReader reader;

    IntrospectionReader(TokenReader reader) {
        this.reader = reader;
    }

    Introspection read(Answer answer) {
        ErrorBody body = ErrorBody.of(answer.body());
        return switch (answer.status()) {
            case 200, 201 -> known(body);
            // Not every version of the path has been seen to exist; an unknown token is told by 400 or "active".
            case 404, 405, 501 ->
                body.text("error") == null
                        ? new Introspection.Unknown("HubSpot has no introspection there (" + answer.status() + ")")
                        : refused(answer);
            default -> refused(answer);
        };
    }

    private Introspection refused(Answer answer) {
        return switch (reader.read(answer)) {
            case TokenAnswer.Rejected(String why, boolean _) -> new Introspection.Refused(why);
            case TokenAnswer.Busy busy -> new Introspection.Unknown(busy.why());
            case TokenAnswer.Issued _ -> throw new IllegalStateException("only 200 and 201 issue a token");
        };
    }

    /** v1 has no {@code active}: it answers only for tokens that serve. */
    private static Introspection known(ErrorBody body) {
        JsonNode json = body.json();
        if (!json.isObject()) {
            return new Introspection.Unknown("the answer of the introspection is no JSON");
        }
        return json.path("active").asBoolean(true)
                ? new Introspection.Active(body.text("hub_id"), scopes(json))
                : new Introspection.Inactive();
    }

    private static List<String> scopes(JsonNode json) {
        JsonNode scopes = json.path("scopes");
        return scopes.isArray()
                ? scopes.valueStream().map(JsonNode::asText).toList()
                : Stream.of(json.path("scope").asText("").split(" "))
                        .filter(scope -> !scope.isEmpty())
                        .toList();
    }
}
