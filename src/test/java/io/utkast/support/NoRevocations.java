package io.utkast.support;

import io.utkast.event.Visitor;
import io.utkast.outbox.Revocations;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Nobody took consent back, and who does is not remembered. */
final class NoRevocations implements Revocations {
    @Override
    public boolean forbid(Visitor visitor, Instant at) {
        return false;
    }

    @Override
    public CompletionStage<Revoked> revoke(Visitor visitor) {
        return CompletableFuture.completedFuture(new Revoked.Done(List.of(), 0, 0));
    }

    @Override
    public CompletionStage<Void> lift(Visitor visitor) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onDropped(DropListener listener) {}
}
