package io.utkast.admit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many events a visitor, an address and a site may send. */
@ConfigMapping(prefix = "utkast.limits")
public interface LimitsConfig {

    /** Visitors remembered, and a tenth as many addresses; who comes rarely goes first. */
    @WithDefault("1000000")
    int maximumVisitors();

    /** Per domain and utk. */
    Visitor visitor();

    /** Per IPv4 address or IPv6 /64. */
    Address address();

    /** Per site. */
    SiteLimit site();

    /** What each limit says. */
    interface Limit {
        /** Events in a burst, and in each {@link #per}. */
        int events();

        /** The time in which that many events are granted. */
        Duration per();

        /** Whether the limit holds. */
        boolean enabled();
    }

    /** A person clicking fast sends a page view a second at most; a script gone wild sends hundreds. */
    interface Visitor extends Limit {
        @Override
        @WithDefault("120")
        int events();

        @Override
        @WithDefault("1m")
        Duration per();

        @Override
        @WithDefault("true")
        boolean enabled();
    }

    /** Higher than a visitor's, since an office stands behind one address. */
    interface Address extends Limit {
        @Override
        @WithDefault("600")
        int events();

        @Override
        @WithDefault("1m")
        Duration per();

        @Override
        @WithDefault("true")
        boolean enabled();
    }

    /** What one gateway takes with ease; more is an attack or a loop. */
    interface SiteLimit extends Limit {
        @Override
        @WithDefault("5000")
        int events();

        @Override
        @WithDefault("1s")
        Duration per();

        @Override
        @WithDefault("true")
        boolean enabled();
    }
}
