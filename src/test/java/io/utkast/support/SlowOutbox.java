package io.utkast.support;

import io.utkast.outbox.Outbox;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** An outbox on a slow disk: each of its answers comes late. Counts what it is asked. */
public final class SlowOutbox {
    private final Outbox outbox;
    private final Executor later;
    private final LongAdder calls = new LongAdder();

    /** An outbox whose answers all come later by the delay. */
    public SlowOutbox(Outbox outbox, Duration delay) {
        this.outbox = outbox;
        this.later = CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port, with the slow answers. */
    public Outbox port() {
        return (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> {
                    calls.increment();
                    try {
                        Object answer = method.invoke(outbox, arguments);
                        return answer instanceof CompletionStage<?> stage
                                ? stage.thenApplyAsync(value -> value, later)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** How often it was asked anything. */
    public long calls() {
        return calls.sum();
    }
}
