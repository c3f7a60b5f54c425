// Small helpers for elements. Texts are never read as HTML.

export const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

/** An element with these attributes and children; empty attributes are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== '') {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

/** A state as a word that also has a colour. */
export const badge = (state: string) => el('span', { class: 'badge', 'data-state': state }, state);

/** Name and value pairs; those without a value are left out. */
export function facts(pairs: [string, string | number | boolean | null | undefined][]): HTMLDListElement {
  const list = el('dl', { class: 'facts' });
  for (const [name, value] of pairs) {
    if (value !== undefined && value !== null && value !== '') {
      list.append(el('div', {}, el('dt', {}, name), el('dd', {}, String(value))));
    }
  }
  return list;
}

/** Touches the page only where it changes, so that selections and screen readers stay where they are. */
export function write(place: Element, text: string): void {
  if (place.textContent !== text) {
    place.textContent = text;
  }
}

/** Gives a list other lines. The focus stays at what has the same `data-key`, if that is there again. */
export function replaceLines(list: Element, lines: Element[]): void {
  const focused = document.activeElement as HTMLElement | null;
  const key = list.contains(focused) ? focused?.dataset.key : undefined;
  list.replaceChildren(...lines);
  if (key) {
    list.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }
}

/** Says what came of an action, where it was done: at the end of the nearest part of the page that has a place for it. */
export function tell(near: Element, text: string, isFault = false): void {
  const place = near.closest('[data-region]')?.querySelector('[data-note]');
  if (place) {
    place.classList.toggle('fault', isFault);
    write(place, text);
  }
}

/** Runs an action once at a time. Not by `disabled`: that would take the focus away from who uses the keyboard. */
export async function busy(button: Element, action: () => Promise<void>): Promise<void> {
  if (button.ariaBusy === 'true') {
    return;
  }
  button.ariaBusy = 'true';
  try {
    await action();
  } finally {
    button.ariaBusy = 'false';
  }
}
