// What the charts show: the latest minutes, second by second, and the rates that come of it.
import type { PortalStats, Stats } from './stats.ts';

/** So many seconds are kept. */
export const WINDOW = 300;
/** A rate is taken over so many seconds: over one alone it would flicker. */
const SPAN = 5;

interface Sample {
  at: number;
  startedAt: string;
  accepted: number;
  delivered: Record<string, number>;
}

/** Figures that the page reckons from the stats. */
export interface Derived {
  rates: { in: number | null; out: number | null; portals: Record<string, number | null> };
  total: { queued: number; oldestSeconds: number; p50: number; p99: number };
}

type Column = (number | null)[];

const sum = (values: number[]) => values.reduce((all, one) => all + one, 0);

export class History {
  readonly times: number[] = [];
  readonly columns: Record<'in' | 'out' | 'queued' | 'p50' | 'p99', Column> = {
    in: [],
    out: [],
    queued: [],
    p50: [],
    p99: [],
  };
  private samples: Sample[] = [];

  add(stats: Stats): Derived {
    const sample = read(stats);
    const last = this.samples.at(-1);
    if (last?.startedAt !== sample.startedAt) {
      // A restart: the counters begin anew.
      this.samples = [];
    } else if (sample.at <= last.at) {
      this.samples.pop();
    }
    this.samples.push(sample);
    while (sample.at - (this.samples[1]?.at ?? sample.at) >= SPAN) {
      this.samples.shift();
    }
    const derived = { rates: this.rates(sample), total: total(Object.values(stats.portals)) };
    this.keep(sample.at, derived);
    return derived;
  }

  private rates(now: Sample): Derived['rates'] {
    const then = this.samples[0] as Sample;
    const seconds = now.at - then.at;
    const per = (count: number) => (seconds > 0 ? Math.max(0, count / seconds) : null);
    const portals: Record<string, number | null> = {};
    for (const [portal, delivered] of Object.entries(now.delivered)) {
      portals[portal] = per(delivered - (then.delivered[portal] ?? 0));
    }
    return {
      in: per(now.accepted - then.accepted),
      out: per(sum(Object.values(now.delivered)) - sum(Object.values(then.delivered))),
      portals,
    };
  }

  private keep(at: number, { rates, total: all }: Derived): void {
    const { columns, times } = this;
    if (at <= (times.at(-1) ?? 0)) {
      return;
    }
    times.push(at);
    columns.in.push(rates.in);
    columns.out.push(rates.out);
    columns.queued.push(all.queued);
    // Nothing was delivered yet: no delay, not one of zero.
    columns.p50.push(all.p50 || null);
    columns.p99.push(all.p99 || null);
    while (at - (times[0] ?? at) > WINDOW) {
      times.shift();
      for (const column of Object.values(columns)) {
        column.shift();
      }
    }
  }
}

function read(stats: Stats): Sample {
  return {
    at: Date.parse(stats.at) / 1000,
    startedAt: stats.startedAt,
    accepted: sum(Object.values(stats.sites).map((site) => site.accepted)),
    delivered: Object.fromEntries(Object.entries(stats.portals).map(([key, portal]) => [key, portal.delivered])),
  };
}

/** All portals together; of delays those of the slowest portal. */
function total(portals: PortalStats[]): Derived['total'] {
  const slowest = portals.reduce((worst, { delaySeconds }) => (delaySeconds.p99 > worst.p99 ? delaySeconds : worst), {
    p50: 0,
    p99: 0,
  });
  return {
    queued: sum(portals.map((portal) => portal.queued)),
    oldestSeconds: Math.max(0, ...portals.map((portal) => portal.oldestSeconds)),
    ...slowest,
  };
}
