import { readFileSync } from 'node:fs';
import { vi } from 'vitest';

export type Variant = 'core' | 'full';

export const UTK = '3f2a9c0d1e4b5a697887766554433221';

export interface Sent {
  by: 'fetch' | 'beacon';
  url: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  body: any;
  // biome-ignore lint/suspicious/noExplicitAny: as fetch got them
  options?: any;
}

type Listener = (event: object) => void;

const files = { core: 'utkast.js', full: 'utkast.full.js' };

class Target {
  readonly listeners: [string, Listener][] = [];
  addEventListener = (type: string, listener: Listener) => void this.listeners.push([type, listener]);
  removeEventListener = (type: string, listener: Listener) => {
    const index = this.listeners.findIndex(([t, l]) => t === type && l === listener);
    if (index >= 0) {
      this.listeners.splice(index, 1);
    }
  };
  dispatch(type: string, event: object = {}) {
    for (const [listened, listener] of [...this.listeners]) {
      if (listened === type) {
        listener({ type, ...event });
      }
    }
  }
}

/** As much of a browser as the snippet touches, with every door open to the test. */
export class FakeBrowser {
  readonly sent: Sent[] = [];
  /**
   * Statuses of the next answers, or promises of them; 0 is a network error, `throw` a fetch that throws at once, `never` none.
   * Then 202.
   */
  answers: (number | Promise<number> | 'throw' | 'never' | [status: number, retryAfter: string])[] = [];
  readonly target = new Target();
  readonly navigation = new Target();
  readonly cookieStore = new Target();
  readonly scripts: string[] = [];
  beacon: (url: string, body: string) => boolean = () => true;
  document = {
    title: 'Home',
    referrer: 'https://search.example/',
    cookie: '',
    hidden: false,
    prerendering: false,
    currentScript: { src: 'https://gw.example/u/shop.js', dataset: {} } as object | null,
    documentElement: { scrollHeight: 3_600 },
  };
  location = new URL('https://www.example.com/');
  navigator = {
    webdriver: false,
    onLine: true,
    globalPrivacyControl: undefined as boolean | undefined,
    sendBeacon: (url: URL, body: string) => {
      const taken = this.beacon(String(url), body);
      if (taken) {
        this.sent.push({ by: 'beacon', url: String(url), body: JSON.parse(body) });
      }
      return taken;
    },
  };
  /** A plain object behaves like it: its properties are its items. Null and throwing are known in the wild. */
  localStorage: () => Record<string, string> | null = () => this.items;
  readonly items: Record<string, string> = {};
  scrollY = 0;
  readonly logged: unknown[][] = [];
  history = {
    pushState: (_state: unknown, _unused: string, url: string) => this.go(url, 'push'),
    replaceState: (_state: unknown, _unused: string, url: string) => this.go(url, 'replace'),
  };
  // biome-ignore lint/suspicious/noExplicitAny: the page's global object
  window: any = {};

  constructor(withCookie = true) {
    if (withCookie) {
      this.document.cookie = `a=b; hubspotutk=${UTK}; c=d`;
    }
  }

  withNavigation() {
    this.window.navigation = this.navigation;
    return this;
  }

  withCookieStore() {
    this.window.cookieStore = this.cookieStore;
    return this;
  }

  /** Runs the served file, as a script tag does. */
  load(variant: Variant, settings: object = {}) {
    const baked = { site: 'shop', path: '/v1/events', query: 'utm_source plan', ...settings };
    const code = readFileSync(`dist/${files[variant]}`, 'utf8').replace('"%UTKAST_SETTINGS%"', JSON.stringify(baked));
    this.run(code);
    return this;
  }

  /** Runs the module of the npm package, as a page's own bundle does. */
  start(settings: object) {
    const code = readFileSync('dist/index.js', 'utf8').replace(
      /export\s*\{(\w+) as start\};?|export const start=/,
      (_, name) => (name ? `globals.start=${name};` : 'globals.start='),
    );
    return this.run(code).start(settings);
  }

  private run(code: string) {
    const { window, document, navigator, location, history, navigation, cookieStore, target, fetch } = this;
    const self = this;
    // biome-ignore lint/suspicious/noExplicitAny: what a script finds in a page
    const globals: any = {
      window,
      document,
      navigator,
      location,
      history,
      navigation,
      cookieStore,
      fetch,
      addEventListener: target.addEventListener,
      console: { log: (...facts: unknown[]) => void this.logged.push(facts) },
      innerHeight: 900,
      get scrollY() {
        return self.scrollY;
      },
      get localStorage() {
        return self.localStorage();
      },
      get _hsp() {
        return window._hsp;
      },
    };
    // `with`: a name is looked up when it is used, as in a page.
    new Function('globals', `with (globals) {${code}}`)(globals);
    return globals;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the page calls it with anything
  utkast(...args: any[]) {
    this.window.utkast(...args);
  }

  /** `history.pushState`, as a router calls it. */
  push(url: string) {
    this.history.pushState({}, '', url);
  }

  replace(url: string) {
    this.history.replaceState({}, '', url);
  }

  /** A click on an element, with what is around it. */
  click(element: object) {
    this.target.dispatch('click', { target: element });
  }

  setCookies(cookie: string) {
    this.document.cookie = cookie;
    this.cookieStore.dispatch('change');
  }

  hide() {
    this.document.hidden = true;
    this.target.dispatch('visibilitychange');
  }

  show() {
    this.document.hidden = false;
    this.target.dispatch('visibilitychange');
  }

  /** In the order of the HTML standard: the document is still visible at `pagehide`. */
  leave() {
    this.target.dispatch('pagehide', { persisted: true });
    this.hide();
  }

  /** Comes back from the back-forward cache. */
  restore() {
    this.show();
    this.target.dispatch('pageshow', { persisted: true });
  }

  get events() {
    return this.sent.flatMap(({ body }) => body.events);
  }

  private go(url: string, navigationType: 'push' | 'replace') {
    this.location.href = new URL(url, this.location).href;
    this.navigation.dispatch('currententrychange', { navigationType });
  }

  private fetch = (url: URL, options: { body: string }) => {
    const answer = this.answers.shift() ?? 202;
    if (answer === 'throw') {
      throw new TypeError('blocked');
    }
    this.sent.push({ by: 'fetch', url: String(url), body: JSON.parse(options.body), options });
    if (answer === 'never') {
      return new Promise<never>(() => {});
    }
    const [coming, retryAfter] = Array.isArray(answer) ? answer : [answer, null];
    return Promise.resolve(coming).then((status) => {
      if (!status) {
        throw new TypeError('offline');
      }
      return { status, headers: { get: () => retryAfter }, text: async () => '{"receipt":"r1"}' };
    });
  };
}

/** Lets time pass, promises included. */
export const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);
