// Requests to the operator's door.

export const LOGIN = '/admin/login';

/** What came of a request: its body, or why there is none, in words for people. */
export type Answer<T> = { ok: true; body: T } | { ok: false; status: number; why: string };

const session = new AbortController();

/** Aborted just before the session ends. */
export const ending = session.signal;

const csrf = () => document.querySelector<HTMLMetaElement>('meta[name=csrf-token]')?.content ?? '';

/** Sends a request. Who is not logged in any more is brought to the log-in page. */
export async function send<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = csrf();
  }
  const request: RequestInit = { method, headers };
  if (method === 'GET') {
    request.signal = ending;
  }
  if (body !== undefined) {
    request.body = JSON.stringify(body);
  }
  const answer = await fetch(path, request).catch(() => null);
  const json = await answer?.json().catch(() => null);
  if (request.signal?.aborted) {
    // The page is being left: there is nothing to show any more, not even a fault.
    return new Promise(() => {});
  }
  if (!answer) {
    return { ok: false, status: 0, why: 'The gateway does not answer.' };
  }
  if (answer.status === 401) {
    location.assign(LOGIN);
  }
  return answer.ok
    ? { ok: true, body: json as T }
    : { ok: false, status: answer.status, why: json?.detail ?? `The gateway answered ${answer.status}.` };
}

export const get = <T>(path: string) => send<T>('GET', path);

/** Gives up what the page asks by itself, then ends the session: browsers note an answer of 401 as an error. */
export async function logOut(): Promise<void> {
  session.abort();
  await send('POST', '/admin/logout');
  // Going back must not find a page that asks no more.
  location.replace(LOGIN);
}

/** A path with the parameters that have a value. */
export function withQuery(path: string, parameters: Record<string, string>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return given.length > 0 ? `${path}?${new URLSearchParams(given)}` : path;
}
