import { afterEach, beforeEach, vi } from 'vitest';

/** Time that only tests let pass, for all tests of the file. */
export const useSteadyTime = () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // No jitter to speak of, but ids that differ.
    let drawn = 0;
    vi.spyOn(Math, 'random').mockImplementation(() => ++drawn * 2e-9);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
};
