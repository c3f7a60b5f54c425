import type { Utkast } from '../types';
import { watchClicks } from './clicks';
import { watchScroll } from './engagement';
import { flush, record, setConsent } from './queue';
import { view } from './view';
import { watch } from './watch';
import type { Props } from './wire';

const utkast: Utkast = (name: string, value?: boolean | Props) => {
  try {
    if (name === 'consent') {
      setConsent(!!value);
    } else {
      record(name, { props: { ...(value as Props) } });
    }
  } catch {
    // Properties that are not JSON are no reason to break the page.
  }
};

const q = window.utkast?.q;

// A second copy of this script finds the first one's mark.
if (q !== 0) {
  // Reading cookies throws in a sandboxed frame. Better now, where it ends the script, than in a timer.
  // As if leaving: what an earlier page left behind goes with the first page view.
  flush(1);
  window.utkast = utkast;
  utkast.q = 0;
  view({});
  watch();
  if (FULL) {
    watchClicks();
    watchScroll();
  }
  q?.map((call) => utkast(...(call as unknown as [string])));
}
