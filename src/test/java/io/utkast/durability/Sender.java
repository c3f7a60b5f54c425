package io.utkast.durability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts events as browsers do, until told to stop: what got no answer is sent again later with the same ids.
 *
 * <p>The ids at HubSpot are computed here on their own, from the published rule.
 */
final class Sender {
    private static final int THREADS = 8;
    private static final int EVENTS = 5;
    private static final int ACCEPTED = 202;

    private final URI address;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Post> unanswered = new ConcurrentLinkedQueue<>();
    private final AtomicInteger serial = new AtomicInteger();
    private volatile boolean stopping;

    private record Post(String utk, List<String> events) {
        List<String> ids() {
            return events.stream().map(event -> hubSpotId(utk, event)).toList();
        }

        String body() {
            String list = String.join(
                    ",",
                    events.stream()
                            .map(id -> "{\"id\":\"" + id + "\",\"type\":\"page_view\",\"title\":\"Kill test\"}")
                            .toList());
            return "{\"site\":\"shop\",\"utk\":\"" + utk + "\",\"events\":[" + list + "]}";
        }
    }

    Sender(URI address) {
        this.address = address;
    }

    /** Ids at HubSpot of all events that were posted, answered or not. */
    Set<String> sent() {
        return Set.copyOf(sent);
    }

    /** Ids at HubSpot of all events that a 202 was received for. */
    Set<String> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    /** Posts from several threads until the block has run. */
    void during(Interruptible block) throws Exception {
        stopping = false;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofVirtual().start(this::postUntilStopped));
        }
        block.run();
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @FunctionalInterface
    interface Interruptible {
        void run() throws Exception;
    }

    private void postUntilStopped() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!stopping) {
                Post retry = unanswered.poll();
                Post post = retry != null ? retry : next();
                try {
                    post(client, post);
                } catch (IOException e) {
                    unanswered.add(post);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void post(HttpClient client, Post post) throws IOException, InterruptedException {
        sent.addAll(post.ids());
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(20))
                .header("Origin", "https://www.example.com")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(post.body()))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (answer.statusCode() == ACCEPTED && answer.body().contains("\"refused\":[]")) {
            acknowledged.addAll(post.ids());
        } else {
            unanswered.add(post);
        }
    }

    private Post next() {
        int number = serial.incrementAndGet();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            events.add("event-%07d-%d".formatted(number, i));
        }
        return new Post("%032x".formatted(number % 500), events);
    }

    private static String hubSpotId(String utk, String event) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((utk + ":" + event).getBytes(StandardCharsets.UTF_8));
            return "4242:shop:" + HexFormat.of().formatHex(digest).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
