package io.utkast.deliver;

import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What a lane needs from the machine; tests put their own time in.
 *
 * @param executor runs the lane and each of its passes, which block: a virtual thread each
 */
record Surroundings(Clock clock, Bell bell, Executor executor, RandomGenerator random) {}
