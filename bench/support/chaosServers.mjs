// The gateway with three portals, and the sandbox that stands in for HubSpot, of bench/chaos.mjs.

import { join } from 'node:path';
import { answers, java, json } from './processes.mjs';

export const GATEWAY = 'http://127.0.0.1:18201';
export const LIMIT = 110;
export const SANDBOX = 'http://127.0.0.1:18211';
export const BATCH = 10;

export const PORTALS = [
  { key: 'acme', hub: '4242', dialect: 'timeline-v3', refresh: 'demo-refresh-token' },
  { key: 'beta', hub: '10001', dialect: 'app-events', refresh: 'refresh-10001' },
  { key: 'gamma', hub: '10002', dialect: 'timeline-v3', refresh: 'refresh-10002' },
];

/** The gateway's application.yaml. */
export function configuration() {
  const portals = PORTALS.map(
    (portal) => `    ${portal.key}:
      hub-id: "${portal.hub}"
      dialect: ${portal.dialect}
      api-url: ${SANDBOX}
      token-url: ${SANDBOX}
      client-id: demo-client
      client-secret: demo-secret
      refresh-token: ${portal.refresh}
      batch-size: ${BATCH}
      linger: 50ms`,
  );
  const sites = PORTALS.map(
    (portal) => `    ${portal.key}:
      domain: ${portal.key}.example.com
      origins: ["https://${portal.key}.example.com"]
      portal: ${portal.key}
      events:
        page_view:
          template: "2001"
          tokens: {page: "{title}", amount: "{props.amount}"}`,
  );
  return `utkast:
  admin: {token: chaos}
  limits: {visitor: {enabled: false}, address: {enabled: false}, site: {enabled: false}}
  bots: {user-agents: count}
  portals:
${portals.join('\n')}
  sites:
${sites.join('\n')}
`;
}

/** Starts the gateway on the data of before; `answering` resolves when it answers. */
export function startGateway(directory) {
  const gateway = java('gateway', directory, [
    `-Dquarkus.config.locations=${join(directory, 'gateway.yaml')}`,
    '-Dquarkus.http.host=127.0.0.1',
    '-Dquarkus.http.port=18201',
    '-Dquarkus.management.port=18202',
    `-Dutkast.data-dir=${join(directory, 'data')}`,
  ]);
  gateway.answering = answers(`${GATEWAY}/robots.txt`, gateway);
  return gateway;
}

/** Starts the sandbox with an account for each portal; `answering` resolves when it answers. */
export function startSandbox(directory) {
  const sandbox = java(
    'sandbox',
    directory,
    [
      '-Dquarkus.http.port=18211',
      '-Dquarkus.management.port=18212',
      '-Dutkast.sandbox.more-accounts=2',
      `-Dutkast.sandbox.requests=${LIMIT}`,
      '-Dutkast.sandbox.app-events-batch-maximum=500',
      '-Dutkast.sandbox.templates.2001.name=Chaos',
      '-Dutkast.sandbox.templates.2001.tokens.page.type=string',
      '-Dutkast.sandbox.templates.2001.tokens.amount.type=number',
    ],
    'sandbox',
  );
  sandbox.answering = answers(`${SANDBOX}/sandbox`, sandbox);
  return sandbox;
}

export const admin = (path) => json(`${GATEWAY}${path}`, { headers: { Authorization: 'Bearer chaos' } });
export const control = (path, body) =>
  json(`${SANDBOX}/sandbox/control/${path}`, body && { method: 'POST', body: JSON.stringify(body) });
