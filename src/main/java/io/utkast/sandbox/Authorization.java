package io.utkast.sandbox;

import io.utkast.sandbox.SandboxConfig.Approval;
import io.utkast.sandbox.Tokens.Install;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /oauth/authorize}: may this app be installed? A page asks for the account; {@code approve=auto} or {@code
 * approve=deny} (or the knob) answers at once. The code is bound to the redirect URI, and to the PKCE challenge if there is
 * one.
 */
final class Authorization {
    private static final int SHOWN = 8;

    private final Clients clients;
    private final Tokens tokens;
    private final Knobs knobs;

    Authorization(Clients clients, Tokens tokens, Knobs knobs) {
        this.clients = clients;
        this.tokens = tokens;
        this.knobs = knobs;
    }

    /** {@code hub}: of the path, if it names one. */
    Reply answer(@Nullable String hub, Map<String, String> query) {
        List<Portal> portals = clients.of(Clients.field(query, "client_id"));
        if (portals.isEmpty()) {
            return page(400, "<p>client_id: no app of the sandbox has this one.</p>");
        }
        String redirect = Clients.field(query, "redirect_uri");
        if (!isAddress(redirect)) {
            return page(400, "<p>redirect_uri: an absolute http or https address without a fragment.</p>");
        }
        List<Portal> asked = portals.stream()
                .filter(portal ->
                        hub == null || hub.equals(Long.toString(portal.account().hubId())))
                .toList();
        if (asked.isEmpty()) {
            return error(query, "access_denied", "the app cannot be installed in account " + hub);
        }
        if (query.containsKey("code_challenge")
                && !Clients.field(query, "code_challenge_method").equals("S256")) {
            return error(query, "invalid_request", "code_challenge_method: S256 only");
        }
        return switch (approval(query)) {
            case AUTO -> approve(asked.getFirst(), query);
            case DENY -> error(query, "access_denied", "the user refused");
            case ASK -> ask(asked, query);
        };
    }

    private Approval approval(Map<String, String> query) {
        return query.containsKey("approve")
                ? Arrays.stream(Approval.values())
                        .filter(one -> Form.kebab(one).equals(query.get("approve")))
                        .findFirst()
                        .orElse(Approval.ASK)
                : knobs.get(Knob.APPROVE);
    }

    private Reply approve(Portal portal, Map<String, String> query) {
        Set<String> known = portal.account().scopes();
        Set<String> scopes = new HashSet<>(scopes(query, "scope"));
        if (!known.containsAll(scopes)) {
            Set<String> unknown = new TreeSet<>(scopes);
            unknown.removeAll(known);
            return error(query, "invalid_scope", "the app has no scope " + String.join(" ", unknown));
        }
        scopes(query, "optional_scope").stream().filter(known::contains).forEach(scopes::add);
        Install install = new Install(portal, scopes.isEmpty() ? known : Set.copyOf(scopes));
        String code = tokens.code(install, new Tokens.Request(query.get("redirect_uri"), query.get("code_challenge")));
        return back(query, Map.of("code", code));
    }

    private static Reply error(Map<String, String> query, String error, String description) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("error", error);
        parameters.put("error_description", description);
        return back(query, parameters);
    }

    /** Back to the app, with its {@code state}. */
    private static Reply back(Map<String, String> query, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        Optional.ofNullable(query.get("state")).ifPresent(state -> all.put("state", state));
        String redirect = Clients.field(query, "redirect_uri");
        return Reply.empty(302)
                .with("Location", redirect + (redirect.contains("?") ? "&" : "?") + encoded(all))
                .with("cache-control", "no-store")
                .following(Contract.S21);
    }

    private static Reply ask(List<Portal> portals, Map<String, String> query) {
        StringBuilder body = new StringBuilder("<p>The app <strong>" + Pages.escaped(Clients.field(query, "client_id"))
                + "</strong> asks for <code>" + Pages.escaped(Clients.field(query, "scope"))
                + "</code>. In which account shall it be installed?</p><ul class=\"choices\">");
        portals.stream()
                .limit(SHOWN)
                .map(portal -> portal.account().hubId())
                .forEach(hub ->
                        body.append(choice("/oauth/" + hub + "/authorize", query, "auto", "Connect account " + hub)));
        if (portals.size() > SHOWN) {
            body.append("<li>and ")
                    .append(portals.size() - SHOWN)
                    .append(" more: <code>/oauth/{hub id}/authorize</code></li>");
        }
        body.append(choice("/oauth/authorize", query, "deny", "Refuse")).append("</ul>");
        return page(200, body.toString());
    }

    /** A link, not a form: the policy of the page lets no form go anywhere. */
    private static String choice(String path, Map<String, String> query, String approve, String text) {
        Map<String, String> parameters = new LinkedHashMap<>(query);
        parameters.put("approve", approve);
        return "<li><a class=\"choice\" data-approve=\"" + approve + "\" href=\"" + path + "?"
                + Pages.escaped(encoded(parameters)) + "\">" + text + "</a></li>";
    }

    private static Reply page(int status, String body) {
        return Pages.small(status, "Connect an app", body).following(Contract.S21);
    }

    private static Set<String> scopes(Map<String, String> query, String field) {
        return Arrays.stream(Clients.field(query, field).split(" ", -1))
                .filter(scope -> !scope.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
