package io.utkast.hubspot;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Calls that answer from a script and remember what was asked. */
final class ScriptedCalls implements HubSpotCalls {
    final List<String> accessTokens = new ArrayList<>();
    final List<EventRequest> requests = new ArrayList<>();
    final List<String> refreshTokens = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Deque<Answer> tokenAnswers = new ArrayDeque<>();

    /** Answers by which no call succeeds. */
    static final Answer UNREACHABLE = new Answer(0, Map.of(), "");

    void answers(Answer... next) {
        answers.addAll(Arrays.asList(next));
    }

    void tokenAnswers(Answer... next) {
        tokenAnswers.addAll(Arrays.asList(next));
    }

    static Answer answer(int status, String body, String... headers) {
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            map.put(headers[i].toLowerCase(Locale.ROOT), headers[i + 1]);
        }
        return new Answer(status, map, body);
    }

    static Answer token(String accessToken, int expiresIn) {
        return answer(
                200,
                "{\"access_token\":\"%s\",\"refresh_token\":\"refresh-1\",\"expires_in\":%d,\"hub_id\":4242}"
                        .formatted(accessToken, expiresIn));
    }

    @Override
    public synchronized Answer post(String accessToken, EventRequest request) throws Unreachable {
        accessTokens.add(accessToken);
        requests.add(request);
        return next(answers);
    }

    @Override
    public synchronized Answer refresh(String refreshToken) throws Unreachable {
        refreshTokens.add(refreshToken);
        return next(tokenAnswers);
    }

    static Answer next(Deque<Answer> script) throws Unreachable {
        Answer next = script.size() > 1 ? script.remove() : script.element();
        if (next.equals(UNREACHABLE)) {
            throw new Unreachable("no answer: reset", Duration.ZERO, new IllegalStateException());
        }
        return next;
    }
}
