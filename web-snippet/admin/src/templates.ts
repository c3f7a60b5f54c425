// Compares the event templates with the configuration, and applies what differs.
import { ask } from './ask.ts';
import { count } from './figures.ts';
import { send } from './gateway.ts';
import { badge, busy, byId, el, tell } from './page.ts';

interface Difference {
  mark: '+' | '~' | '!';
  text: string;
}

interface App {
  app?: string;
  portals: string[];
  error?: string;
  templates: { id: string; usedBy: string[]; differences: Difference[] }[];
  done: { ok: boolean; text: string }[];
}

const WORDS = { '+': 'add', '~': 'change', '!': 'by hand' };

/** The page has this part only where the configuration allows it. */
export function templates(): void {
  const plan = document.getElementById('templates-plan');
  const apply = document.getElementById('templates-apply');
  plan?.addEventListener('click', () => busy(plan, () => run('plan')));
  apply?.addEventListener('click', () =>
    busy(apply, async () => {
      const text =
        'They belong to the app, and so to all portals that use it. Nothing is deleted; nothing can be undone.';
      if (await ask('Change the templates at HubSpot?', text, 'Apply')) {
        await run('apply');
      }
    }),
  );
}

async function run(what: 'plan' | 'apply'): Promise<void> {
  const plan = byId('templates-plan');
  tell(plan, what === 'plan' ? 'Asking HubSpot…' : 'Applying…');
  const answer = await send<{ apps: App[] }>('POST', `/admin/templates/${what}`);
  const apply = byId('templates-apply');
  plan.focus();
  apply.hidden = true;
  if (!answer.ok) {
    tell(plan, answer.why, true);
    return;
  }
  const { apps } = answer.body;
  const applicable = what === 'plan' ? differences(apps).filter(({ mark }) => mark !== '!').length : 0;
  apply.hidden = applicable === 0;
  byId('templates-results').replaceChildren(...apps.flatMap(show));
  const failed = apps.some((app) => app.error || app.done.some(({ ok }) => !ok));
  tell(plan, what === 'plan' ? found(apps) : failed ? 'Not all could be applied.' : 'Applied.', failed);
}

const differences = (apps: App[]) => apps.flatMap((app) => app.templates.flatMap((template) => template.differences));

function found(apps: App[]): string {
  const number = differences(apps).length;
  if (apps.some((app) => app.error)) {
    return 'Not all could be compared.';
  }
  return number === 0
    ? 'All templates are as the configuration wants them.'
    : `${count(number)} ${number === 1 ? 'difference' : 'differences'}.`;
}

function show(app: App): Node[] {
  const lines = app.templates
    .filter((template) => template.differences.length > 0)
    .flatMap((template) => [
      el('h4', {}, `Template ${template.id}, used by ${template.usedBy.join(', ')}`),
      el('ul', {}, ...template.differences.map(({ mark, text }) => el('li', {}, badge(WORDS[mark]), ` ${text}`))),
    ]);
  const done = app.done.map(({ ok, text }) => el('li', {}, badge(ok ? 'done' : 'failed'), ` ${text}`));
  const parts = [
    ...(app.error ? [el('p', { class: 'fault' }, app.error)] : []),
    ...(done.length > 0 ? [el('ul', {}, ...done)] : lines),
  ];
  return parts.length === 0
    ? []
    : [el('h3', {}, `${app.app ? `App ${app.app}` : 'No app id'}: ${app.portals.join(', ')}`), ...parts];
}
