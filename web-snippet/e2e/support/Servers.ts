import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  body: any;
}

/** By variant: the bundle, and the automatic events that the site maps. */
const variants: Record<string, { file: string; events?: string }> = {
  core: { file: 'utkast.js' },
  full: { file: 'utkast.full.js' },
  everything: { file: 'utkast.full.js', events: 'page_leave outbound_link download form_submit' },
};

const script = (gateway: string, variant: string) =>
  variant === 'none' ? '' : `<script async src="${gateway}/u/${variant}.js"></script>`;

const page = (title: string, gateway: string, variant: string) => `<!doctype html><title>${title}</title>
<link rel="icon" href="data:,">
<script>
  window.utkast = window.utkast || function () { (utkast.q = utkast.q || []).push(arguments) };
  addEventListener('pageshow', (event) => { if (event.persisted) fetch('/restored') });
</script>
${script(gateway, variant)}
<a id="next" href="/next?variant=${variant}">next</a>
<a id="out" href="https://elsewhere.example/path?secret=1#x">elsewhere</a>
<a id="file" href="/files/Prices.PDF?secret=1">prices</a>
<a id="mail" href="mailto:someone@example.com">mail</a>
<button id="cta" data-utkast-event="cta" data-utkast-props='{"plan":"pro","seats":3}'><b>Try</b></button>
<form id="contact" action="/next"><input name="email" value="ada@example.com"><input name="pw" type="password"><input name="id">
<button id="send">Send</button></form>
<div style="height: 3000px"></div>`;

/** A site and a gateway on two origins. Each page takes the bundle that its query names, or none. */
export class Servers {
  readonly received: Received[] = [];
  /** The gateway's next answers; then 202. */
  answers: { status: number; retryAfter?: string; body?: string; after?: Promise<void> }[] = [];
  /** How often a page told its site that the back-forward cache has brought it back. */
  restored = 0;
  site = '';
  gateway = '';
  #servers: Server[] = [];

  async start() {
    const gateway = createServer((request, response) => {
      const variant = variants[/^\/u\/(\w+)\.js$/.exec(request.url ?? '')?.[1] ?? ''];
      if (variant) {
        const settings = JSON.stringify({
          site: 'shop',
          path: '/v1/events',
          query: 'variant',
          events: variant.events,
        });
        const code = readFileSync(`dist/${variant.file}`, 'utf8').replace('"%UTKAST_SETTINGS%"', settings);
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
        return;
      }
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', async () => {
        const body = text ? JSON.parse(text) : undefined;
        this.received.push({ method: request.method ?? '', headers: request.headers, body });
        const {
          status,
          retryAfter,
          body: answer = '{"receipt":"r1"}',
          after,
        } = this.answers.shift() ?? { status: 202 };
        await after;
        response.writeHead(status, {
          'access-control-allow-origin': this.site,
          'access-control-expose-headers': 'Retry-After',
          vary: 'Origin',
          ...(retryAfter && { 'retry-after': retryAfter }),
        });
        response.end(answer);
      });
    });
    const site = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site');
      if (pathname === '/restored') {
        this.restored++;
      }
      const html = page(pathname.slice(1) || 'home', this.gateway, searchParams.get('variant') ?? 'full');
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'max-age=60' }).end(html);
    });
    // Another host, not only another port: another site, as gateways are.
    this.gateway = `http://127.0.0.1:${await this.#listen(gateway)}`;
    this.site = `http://localhost:${await this.#listen(site)}`;
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

  async #listen(server: Server) {
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, resolve));
    return (server.address() as AddressInfo).port;
  }
}
