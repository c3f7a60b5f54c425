package io.utkast.collect;

/** Hears what became of each request that was understood, before it is answered; must be quick and never throw. */
@FunctionalInterface
public interface VerdictListener {
    void given(Handled handled);
}
