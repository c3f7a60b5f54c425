package io.utkast.collect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.outbox.Revocations.Revoked;
import io.utkast.support.ManualOutbox;
import io.utkast.support.TestClock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CollectorTest {
    private final ManualOutbox outbox = new ManualOutbox();
    private final Collector collector = OpenDoor.over(outbox.port(), new TestClock());

    /** It ends once a long queue has been looked through; the visitor may have changed their mind by then. */
    @Test
    void lateEndOfARevocationDoesNotUndoTheConsentGivenSince() {
        CompletableFuture<Revoked> sweep = new CompletableFuture<>();
        outbox.delayRevocations(sweep);
        CompletableFuture<Answer> revocation = send("\"consent\":false,\"events\":[]");
        assertThat(send("\"consent\":true,\"events\":[]")).isCompleted();
        sweep.complete(new Revoked.Done(List.of(), 0, 0));
        assertThat(revocation).isCompleted();

        // The next page: the snippet says nothing of consent, the site assumes it.
        CompletableFuture<Answer> next = send("\"events\":[{\"id\":\"on-the-next-page\",\"type\":\"page_view\"}]");
        outbox.store();

        assertThat(next.join())
                .isInstanceOfSatisfying(
                        Answer.Understood.class,
                        taken -> assertThat(taken.accepted()).isOne());
    }

    private CompletableFuture<Answer> send(String rest) {
        String body = "{\"site\":\"shop\",\"utk\":\"3f2a9c0d1e4b5a697887766554433221\"," + rest + "}";
        return collector.collect(OpenDoor.incoming(body.getBytes(UTF_8))).toCompletableFuture();
    }
}
