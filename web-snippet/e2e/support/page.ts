/** Where a page takes its snippet from. */
export interface Source {
  gateway: string;
  variant: string;
  integrity: string;
}

const stub = `<script>
  window.utkast = window.utkast || function () { (utkast.q = utkast.q || []).push(arguments) };
  addEventListener('pageshow', (event) => { if (event.persisted) fetch('/restored') });
  document.addEventListener('prerenderingchange', () => fetch('/activated'));
</script>`;

/** Goes on to a page that the browser has prepared, once the test says so. */
const speculation = (url: string) => `
<script type="speculationrules">{"prerender":[{"urls":["${url}"],"eagerness":"immediate"}]}</script>
<script>fetch('/go').then(() => { location.href = '${url}' })</script>`;

function tag({ gateway, variant, integrity }: Source, pinned: boolean) {
  const url = `${gateway}/u/${variant}.js`;
  switch (variant) {
    case 'none':
      return '';
    case 'attributes':
      return `<script async src="${url}" data-site="blog" data-path="/e" data-query="a b" data-events="download"></script>`;
    case 'module':
      return `<script type="module">import { start } from '${url}'; start({ site: 'shop', path: '${gateway}/v1/events' })</script>`;
    default:
      return pinned
        ? `<script async src="${url}" integrity="${integrity}" crossorigin="anonymous"></script>`
        : `<script async src="${url}"></script>`;
  }
}

/** What a page has before its content, by its path; all others have the stub. */
function head(path: string, variant: string) {
  switch (path) {
    case '/strict':
      return '';
    case '/early':
      return `${stub}<script>utkast('early', { n: 1 })</script>`;
    case '/speculating':
      return stub + speculation(`/next?variant=${variant}`);
    case '/framing':
      return `<iframe sandbox="allow-scripts" src="/framed?variant=${variant}"></iframe>`;
    default:
      return stub;
  }
}

/** A page of the test's site. */
export const page = (path: string, source: Source) => `<!doctype html><title>${path.slice(1) || 'home'}</title>
<link rel="icon" href="data:,">
${head(path, source.variant)}
${path === '/framing' ? '' : tag(source, path === '/strict')}
<a id="next" href="/next?variant=${source.variant}">next</a>
<a id="out" href="https://elsewhere.example/path?secret=1#x">elsewhere</a>
<a id="file" href="/files/Prices.PDF?secret=1">prices</a>
<a id="mail" href="mailto:someone@example.com">mail</a>
<button id="cta" data-utkast-event="cta" data-utkast-props='{"plan":"pro","seats":3}'><b>Try</b></button>
<form id="contact" action="/next" autocomplete="off"><input name="email" value="ada@example.com">
<input name="pw" type="password" autocomplete="off"><input name="id">
<button id="send">Send</button></form>
<div style="height: 3000px"></div>`;
