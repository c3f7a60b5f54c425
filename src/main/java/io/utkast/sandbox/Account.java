package io.utkast.sandbox;

import java.util.List;
import java.util.Set;

/** One app, installed in one portal. */
record Account(long hubId, long appId, Client client, String refreshToken, Set<String> scopes) {
    static final String TIMELINE = "timeline";

    /** The app's credentials. */
    record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    Account {
        scopes = Set.copyOf(scopes);
    }

    /** What the demo and development profiles know. */
    static Account demo() {
        return new Account(
                4242, 77001, new Client("demo-client", "demo-secret"), "demo-refresh-token", Set.of("oauth", TIMELINE));
    }

    static List<Account> of(List<SandboxConfig.Account> configured) {
        if (configured.isEmpty()) {
            return List.of(demo());
        }
        return configured.stream()
                .map(from -> new Account(
                        from.hubId(),
                        from.appId(),
                        new Client(from.clientId(), from.clientSecret()),
                        from.refreshToken(),
                        Set.copyOf(from.scopes())))
                .toList();
    }

    @Override
    public String toString() {
        return "Account[" + hubId + "]";
    }
}
