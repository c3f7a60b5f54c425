// The body of GET /admin/stats, as far as the page shows it.

export interface Percentiles {
  p50: number;
  p99: number;
}

export interface Check {
  name: string;
  state: 'ok' | 'wait' | 'look';
  text: string;
}

export interface SiteStats {
  accepted: number;
  checks: Check[];
}

export interface PortalStats {
  state: string;
  queued: number;
  oldestSeconds: number;
  delivered: number;
  held: number;
  deadLetters: number;
  delaySeconds: Percentiles;
}

export interface Stats {
  at: string;
  startedAt: string;
  sites: Record<string, SiteStats>;
  portals: Record<string, PortalStats>;
}

/** The value at a path such as /portals/acme/queued; undefined if there is none. */
export function at(stats: unknown, path: string): unknown {
  return path
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], stats);
}
