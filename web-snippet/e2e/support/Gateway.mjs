/** A running gateway with the demo site and the sandbox, as a site's page and as whoever arranges the sandbox. */
export class Gateway {
  static TOKEN = 'dev';

  /** @param {string} url its address */
  constructor(url) {
    this.url = url.replace(/\/$/, '');
  }

  /**
   * Sends events as a page of the demo site would; the receipt.
   * @param {string | undefined} utk
   * @param {...Record<string, unknown>} events
   * @returns {Promise<string>}
   */
  async send(utk, ...events) {
    const answer = await fetch(`${this.url}/v1/events`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain', Origin: this.url, 'User-Agent': 'Mozilla/5.0', 'Accept-Language': 'sv' },
      body: JSON.stringify({ site: 'demo', utk, consent: true, events }),
    });
    if (answer.status !== 202) {
      throw new Error(`${answer.status}: ${await answer.text()}`);
    }
    return (await answer.json()).receipt;
  }

  /**
   * A page view of the demo site.
   * @param {string} path
   */
  view(path) {
    return { type: 'page_view', url: `${this.url}${path}`, title: `Page ${path}`, at: Date.now() };
  }

  /**
   * Lets requests to the sandbox fail; see docs/sandbox.md.
   * @param {Record<string, unknown>} fault
   */
  async fault(fault) {
    await this.#control('POST', 'faults', fault);
  }

  async clearFaults() {
    await this.#control('DELETE', 'faults');
  }

  /**
   * Takes a token off an event template at the sandbox.
   * @param {string} template its id
   * @param {string} token its name
   */
  async deleteToken(template, token) {
    const path = `/crm/v3/timeline/77001/event-templates/${template}/tokens/${token}`;
    const answer = await fetch(`${this.url}${path}?hapikey=demo-developer-key`, { method: 'DELETE' });
    if (!answer.ok) {
      throw new Error(`${answer.status}: ${await answer.text()}`);
    }
  }

  /** @returns {Promise<any>} GET /admin/stats */
  async stats() {
    return (await this.#admin('GET', 'stats')).json();
  }

  /** Drops all dead letters, whoever left them. */
  async dropLetters() {
    for (;;) {
      // The first page each time: what was on it is gone.
      const { deadLetters } = await (await this.#admin('GET', 'dead-letters')).json();
      if (deadLetters.length === 0) {
        return;
      }
      for (const { id } of deadLetters) {
        await this.#admin('DELETE', `dead-letters/${id}`);
      }
    }
  }

  /**
   * Waits until the demo portal's figures are as wanted.
   * @param {(portal: any) => boolean} wanted
   */
  async until(wanted) {
    const end = Date.now() + 20_000;
    for (;;) {
      const portal = (await this.stats()).portals.demo;
      if (wanted(portal)) {
        return;
      }
      if (Date.now() > end) {
        throw new Error(`not so in time: ${wanted}: ${JSON.stringify(portal)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /**
   * Makes a dead letter: one event is refused, and the next one passes, which shows that it was not the mapping's fault.
   * @param {string} utk
   * @returns {Promise<string>} the receipt of the dead one
   */
  async bury(utk) {
    const { deadLetters, requests, delivered } = (await this.stats()).portals.demo;
    await this.fault({ name: 'validation', on: 'events' });
    const receipt = await this.send(utk, this.view('/demo/broken'));
    await this.until((portal) => portal.requests > requests);
    await this.send(utk, this.view('/demo/'));
    await this.until((portal) => portal.deadLetters > deadLetters && portal.delivered > delivered);
    return receipt;
  }

  /**
   * @param {string} method
   * @param {string} what
   */
  async #admin(method, what) {
    const headers = { Authorization: `Bearer ${Gateway.TOKEN}` };
    const answer = await fetch(`${this.url}/admin/${what}`, { method, headers });
    if (!answer.ok) {
      throw new Error(`${answer.status}: ${await answer.text()}`);
    }
    return answer;
  }

  /**
   * @param {string} method
   * @param {string} what
   * @param {unknown} [body]
   */
  async #control(method, what, body) {
    const answer = await fetch(`${this.url}/sandbox/control/${what}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) {
      throw new Error(`${answer.status}: ${await answer.text()}`);
    }
  }
}
