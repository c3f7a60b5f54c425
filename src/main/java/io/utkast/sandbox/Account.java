package io.utkast.sandbox;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One app, installed in one portal. */
record Account(long hubId, long appId, Client client, String refreshToken, Set<String> scopes, Set<String> properties) {
    static final String TIMELINE = "timeline";
    static final long FIRST_OF_MORE = 10_001;

    private static final long APP = 77001;
    private static final Client DEMO = new Client("demo-client", "demo-secret");
    private static final Set<String> SCOPES = Set.of("oauth", TIMELINE);

    /** The app's credentials. */
    record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    Account {
        scopes = Set.copyOf(scopes);
        properties = Set.copyOf(properties);
    }

    /** What the demo and development profiles know. */
    static Account demo(SandboxConfig config) {
        return new Account(4242, APP, DEMO, "demo-refresh-token", SCOPES, Set.copyOf(config.contactProperties()));
    }

    /** One of many alike: the demo's app in another portal, with a refresh token that can be guessed. */
    static Account numbered(long hubId, SandboxConfig config) {
        return new Account(hubId, APP, DEMO, "refresh-" + hubId, SCOPES, Set.copyOf(config.contactProperties()));
    }

    static List<Account> of(SandboxConfig config) {
        Stream<Account> named = config.accounts().isEmpty()
                ? Stream.of(demo(config))
                : config.accounts().stream().map(from -> of(from, config));
        Stream<Account> more = LongStream.range(FIRST_OF_MORE, FIRST_OF_MORE + config.moreAccounts())
                .mapToObj(hub -> numbered(hub, config));
        return Stream.concat(named, more).toList();
    }

    private static Account of(SandboxConfig.Account from, SandboxConfig config) {
        return new Account(
                from.hubId(),
                from.appId(),
                new Client(from.clientId(), from.clientSecret()),
                from.refreshToken(),
                Set.copyOf(from.scopes()),
                Set.copyOf(config.contactProperties()));
    }

    @Override
    public String toString() {
        return "Account[" + hubId + "]";
    }
}
