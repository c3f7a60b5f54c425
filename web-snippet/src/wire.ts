/** One event as the gateway's collect endpoint reads it. */
export interface WireEvent {
  id: string;
  type: string;
  at: number;
  url: string;
  title: string;
  referrer?: string;
  props?: Props;
}

export type Props = Record<string, string | number | boolean>;

/** What one request carries besides the fields that all have. `undefined` fields are left out of the JSON. */
export interface Cargo {
  utk?: string | undefined;
  consent?: boolean | undefined;
  /** Counts of what was held back, without any content: `no-utk`, `opted-out`, `overflow`. */
  dropped?: Record<string, number>;
  events?: WireEvent[];
}
