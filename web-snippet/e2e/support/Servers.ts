import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { page } from './page.ts';

export interface Received {
  method: string;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  body: any;
}

/** One answer of the gateway. */
export interface Answer {
  status: number;
  retryAfter?: string;
  body?: string;
  /** It waits for this. */
  after?: Promise<void>;
  /** As a proxy answers that knows nothing of CORS. */
  foreign?: boolean;
  /** The connection ends instead. */
  cut?: boolean;
}

/** By variant: the bundle, and the automatic events that the site maps. Without `bare` the settings are baked in. */
const variants: Record<string, { file: string; events?: string; bare?: boolean; before?: string }> = {
  core: { file: 'utkast.js' },
  full: { file: 'utkast.full.js' },
  everything: { file: 'utkast.full.js', events: 'page_leave outbound_link download form_submit' },
  attributes: { file: 'utkast.full.js', bare: true },
  module: { file: 'index.js', bare: true },
  // To see that the test of long tasks finds one.
  heavy: { file: 'utkast.full.js', before: 'for(let end=performance.now()+150;performance.now()<end;);' },
};

function script(variant: string) {
  const { file, events, bare, before = '' } = variants[variant] as (typeof variants)[string];
  const settings = JSON.stringify({ site: 'shop', path: '/v1/events', query: 'variant', events });
  const code = readFileSync(`dist/${file}`, 'utf8');
  return before + (bare ? code : code.replace('"%UTKAST_SETTINGS%"', settings));
}

const integrity = (variant: string) => `sha384-${createHash('sha384').update(script(variant)).digest('base64')}`;

/** A site and a gateway on two origins. Each page takes the bundle that its query names, or none. */
export class Servers {
  readonly received: Received[] = [];
  /** The gateway's next answers; then 202. */
  answers: Answer[] = [];
  /** How often a page told its site that the back-forward cache has brought it back. */
  restored = 0;
  /** How often a page told its site that it was prerendered and is shown now. */
  activated = 0;
  /** The gateway's files that a prerendered page has asked for. */
  prerendered: string[] = [];
  /** A page that asks where to go is told after this. */
  go: Promise<void> = Promise.resolve();
  site = '';
  gateway = '';
  #servers: Server[] = [];

  async start() {
    // Another host, not only another port: another site, as gateways are.
    this.gateway = `http://127.0.0.1:${await this.#listen(createServer((request, response) => this.#gateway(request, response)))}`;
    this.site = `http://localhost:${await this.#listen(createServer((request, response) => this.#site(request, response)))}`;
  }

  stop() {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  get events() {
    return this.received.flatMap(({ body }) => body?.events ?? []);
  }

  #gateway(request: IncomingMessage, response: ServerResponse) {
    const variant = /^\/u\/(\w+)\.js$/.exec(request.url ?? '')?.[1] ?? '';
    if (variants[variant]) {
      if (request.headers['sec-purpose']) {
        this.prerendered.push(variant);
      }
      // As the gateway serves it: with `integrity` or as a module it has to be readable.
      response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
      response.end(script(variant));
      return;
    }
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const body = text ? JSON.parse(text) : undefined;
      this.received.push({ method: request.method ?? '', headers: request.headers, body });
      void this.#answer(response, this.answers.shift() ?? { status: 202 });
    });
  }

  async #answer(
    response: ServerResponse,
    { status, retryAfter, body = '{"receipt":"r1"}', after, foreign, cut }: Answer,
  ) {
    await after;
    if (cut) {
      response.destroy();
      return;
    }
    response.writeHead(status, {
      ...(!foreign && {
        'access-control-allow-origin': this.site,
        'access-control-expose-headers': 'Retry-After',
        vary: 'Origin',
      }),
      ...(retryAfter && { 'retry-after': retryAfter }),
    });
    response.end(body);
  }

  async #site(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/restored') {
      this.restored++;
    } else if (pathname === '/activated') {
      this.activated++;
    } else if (pathname === '/go') {
      await this.go;
    }
    const variant = searchParams.get('variant') ?? 'full';
    const html = page(pathname, {
      gateway: this.gateway,
      variant,
      integrity: variants[variant] ? integrity(variant) : '',
    });
    response.writeHead(200, {
      'content-type': 'text/html',
      'cache-control': 'max-age=60',
      ...(pathname === '/speculating' && { 'set-cookie': 'hubspotutk=3f2a9c0d1e4b5a697887766554433221' }),
      // The recipe of docs/snippet.md.
      ...(pathname === '/strict' && {
        'content-security-policy': `script-src 'self' ${this.gateway}; connect-src 'self' ${this.gateway}`,
      }),
    });
    response.end(html);
  }

  async #listen(server: Server) {
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return (server.address() as AddressInfo).port;
  }
}
