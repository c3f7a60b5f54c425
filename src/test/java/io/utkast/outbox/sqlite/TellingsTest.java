package io.utkast.outbox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Who waits hears how the commit ended, whatever happens to the others. */
class TellingsTest {
    private final List<String> heard = new ArrayList<>();
    private final Tellings tellings = new Tellings();

    @Test
    void worksOfOneLoopAreToldTogetherAndInOrder() {
        List<Runnable> one = new ArrayList<>();
        List<Runnable> other = new ArrayList<>();
        Executor oneLoop = one::add;
        Executor otherLoop = other::add;

        tellings.tell(List.of(
                new Told("a", oneLoop), new Told("b", otherLoop), new Told("c", oneLoop), new Told("d", oneLoop)));

        assertThat(one).hasSize(1);
        assertThat(other).hasSize(1);
        one.forEach(Runnable::run);
        assertThat(heard).containsExactly("a", "c", "d");
        other.forEach(Runnable::run);
        assertThat(heard).containsExactly("a", "c", "d", "b");
    }

    @Test
    void nextGroupIsToldAnew() {
        List<Runnable> loop = new ArrayList<>();
        Executor executor = loop::add;
        tellings.tell(List.of(new Told("a", executor)));

        tellings.tell(List.of(new Told("b", executor)));

        loop.forEach(Runnable::run);
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void loopThatHasEndedIsToldByTheWriter() {
        Executor ended = task -> {
            throw new RejectedExecutionException("event executor terminated");
        };

        tellings.tell(List.of(new Told("a", ended), new Told("b", Runnable::run)));

        assertThat(heard).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void failingListenerDoesNotKeepItFromTheOthers() {
        Executor loop = Runnable::run;
        Work failing = new Told("a", loop) {
            @Override
            public void tell() {
                throw new IllegalStateException("a listener that fails");
            }
        };

        tellings.tell(List.of(failing, new Told("b", loop)));

        assertThat(heard).containsExactly("b");
    }

    private class Told implements Work {
        private final String name;
        private final Executor teller;

        Told(String name, Executor teller) {
            this.name = name;
            this.teller = teller;
        }

        @Override
        public void run(Tables tables) {
            // Nothing is written here.
        }

        @Override
        public void committed() {
            // No books are kept here.
        }

        @Override
        public void failed(Throwable cause) {
            // Nothing fails here.
        }

        @Override
        public Executor teller() {
            return teller;
        }

        @Override
        public void tell() {
            heard.add(name);
        }
    }
}
