/** 96 random bits, so that retries and replays of one event are known as one. */
export const eventId = (): string | undefined => {
  try {
    return crypto.getRandomValues(new Uint32Array(3)).join('-');
  } catch {
    // Blocked: the gateway makes one.
    return;
  }
};
