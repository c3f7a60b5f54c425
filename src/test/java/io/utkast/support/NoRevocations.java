package io.utkast.support;

import io.utkast.event.Visitor;
import io.utkast.outbox.Revocations;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Nobody took consent back, and who does is not remembered. */
final class NoRevocations implements Revocations {
    private final Supplier<CompletionStage<Revoked>> ends;

    /** @param ends how each revocation ends */
    NoRevocations(Supplier<CompletionStage<Revoked>> ends) {
        this.ends = ends;
    }

    @Override
    public boolean forbid(Visitor visitor, Instant at) {
        return false;
    }

    @Override
    public CompletionStage<Revoked> revoke(Visitor visitor) {
        return ends.get();
    }

    @Override
    public CompletionStage<Void> lift(Visitor visitor) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onDropped(DropListener listener) {}
}
