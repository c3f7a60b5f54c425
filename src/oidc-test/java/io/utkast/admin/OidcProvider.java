package io.utkast.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.utkast.support.ScriptedServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An identity provider over HTTP: discovery, keys, authorize and token endpoint, with PKCE. It asks for no password: the
 * person is whoever {@link #next} names.
 */
public final class OidcProvider implements QuarkusTestResourceLifecycleManager {
    static final String CLIENT = "utkast";
    static final String CLIENT_SECRET = "the-client-secret-at-the-provider";

    private static final String KEY = "key-1";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys = newKeys();
    private final AtomicInteger codes = new AtomicInteger();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private volatile Person person = new Person("nobody", "0", Set.of());
    private final HttpServer server = newServer();

    /** Somebody with an account. */
    record Person(String name, String subject, Set<String> groups) {}

    private record Grant(Person person, Map<String, String> asked) {}

    /** The person at the keyboard from now on. */
    void next(Person who) {
        person = who;
    }

    @Override
    public Map<String, String> start() {
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        server.createContext("/keys", exchange -> answer(exchange, 200, publicKeys()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
        return Map.of(
                "quarkus.oidc.tenant-enabled",
                "true",
                "quarkus.oidc.auth-server-url",
                url(),
                "quarkus.oidc.client-id",
                CLIENT,
                "quarkus.oidc.credentials.secret",
                CLIENT_SECRET);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(OidcProvider.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    // Plain text: this server's threads know another class loader than the gateway, whose JSON library minds that.
    private String discovery() {
        return """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(url());
    }

    private String publicKeys() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return """
                {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}""".formatted(
                        KEY,
                        BASE64.encodeToString(key.getModulus().toByteArray()),
                        BASE64.encodeToString(key.getPublicExponent().toByteArray()));
    }

    /** Sends the browser back with a code. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean good = CLIENT.equals(asked.get("client_id"))
                && "code".equals(asked.get("response_type"))
                && "S256".equals(asked.get("code_challenge_method"))
                && Objects.requireNonNullElse(asked.get("scope"), "").contains("openid");
        if (!good) {
            answer(exchange, 400, "{\"error\": \"invalid_request\"}");
            return;
        }
        String code = "code-" + codes.incrementAndGet();
        grants.put(code, new Grant(person, asked));
        String back = asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state");
        exchange.getResponseHeaders().set("Location", back);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> sent = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        String basic = "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + CLIENT_SECRET).getBytes(US_ASCII));
        Grant grant = grants.remove(Objects.requireNonNullElse(sent.get("code"), ""));
        if (grant != null
                && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && fits(sent, grant)) {
            answer(exchange, 200, tokens(grant.person()));
        } else {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
        }
    }

    private static boolean fits(Map<String, String> sent, Grant grant) {
        String verifier = Objects.requireNonNullElse(sent.get("code_verifier"), "");
        return Objects.equals(sent.get("redirect_uri"), grant.asked().get("redirect_uri"))
                && challenge(verifier).equals(grant.asked().get("code_challenge"));
    }

    private String tokens(Person who) {
        return """
                {"token_type": "Bearer", "access_token": "opaque", "expires_in": 300, "id_token": "%s"}""".formatted(idToken(who));
    }

    private String idToken(Person who) {
        String groups =
                who.groups().stream().map(group -> '"' + group + '"').toList().toString();
        long now = InstantSource.system().instant().getEpochSecond();
        String claims = """
                {"iss": "%s", "aud": "%s", "sub": "%s", "preferred_username": "%s", "groups": %s, "iat": %d, "exp": %d}""".formatted(url(), CLIENT, who.subject(), who.name(), groups, now, now + 300);
        String header = "{\"alg\": \"RS256\", \"kid\": \"" + KEY + "\"}";
        String signed =
                BASE64.encodeToString(header.getBytes(UTF_8)) + '.' + BASE64.encodeToString(claims.getBytes(UTF_8));
        return signed + '.' + BASE64.encodeToString(signature(signed));
    }

    private byte[] signature(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            Reply.json(status, body).write(exchange);
        }
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
