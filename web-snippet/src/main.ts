import type { Utkast } from '../types';
import { flush, setConsent } from './queue';
import { record } from './record';
import { view } from './view';
import { watch } from './watch';
import type { Props } from './wire';

const utkast: Utkast = (name: string, value?: boolean | Props) => {
  try {
    if (name === 'consent') {
      setConsent(!!value);
    } else {
      record(name, { ...(value as Props) });
    }
  } catch {
    // Properties that are not JSON are no reason to break the page.
  }
};

const { q }: Partial<Utkast> = window.utkast || {};

// A second copy of this script finds the first one's mark.
if (q !== 0) {
  // Reading cookies throws in a sandboxed frame. Better now, where it ends the script, than in a timer.
  flush();
  utkast.q = 0;
  window.utkast = utkast;
  view({});
  watch(view);
  if (FULL && window.cookieStore) {
    cookieStore.addEventListener('change', () => flush());
  }
  (q || []).map((call) => utkast(...(call as unknown as [string])));
}
