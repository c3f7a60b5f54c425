import { record } from './queue';
import { settings } from './settings';
import type { Props } from './wire';

/** `data-utkast-event="signup" data-utkast-props='{"plan":"pro"}'`. */
interface Declaration {
  utkastEvent: string;
  utkastProps?: string;
}

/** Records what the site maps. No automatic type is a part of another's name. */
const automatic = (type: string | false, props: Props) => {
  if (settings.events?.includes(type as string)) {
    record(type as string, { props });
  }
};

const clicked = ({ target }: Event) => {
  try {
    const data = (target as Element).closest<HTMLElement>('[data-utkast-event]')?.dataset as Declaration | undefined;
    const link = (target as Element).closest('a');
    if (data) {
      record(data.utkastEvent, { props: JSON.parse(data.utkastProps || '{}') });
    }
    // mailto: and the like have no host. The query stays here: it may hold what nobody allowed to leave.
    if (link?.host) {
      automatic(
        link.pathname.match(/\.(pdf|docx?|pptx?|xlsx?|csv|zip|mp4)$/i)
          ? 'download'
          : link.host !== location.host && 'outbound_link',
        {
          href: link.origin + link.pathname,
        },
      );
    }
  } catch {
    // Whatever the page has made of its elements.
  }
};

/** Neither what is in the fields nor their names: those are the page's business. */
const submitted = ({ target }: Event) => {
  // A page may call anything a submit.
  if (target instanceof HTMLFormElement) {
    // It is no text if a field of the form is called `id`: then it is left out.
    automatic('form_submit', { form: target.id.trim?.() });
  }
};

/** Before the page's own listeners, which may stop the event. */
export const watchClicks = (): void => {
  addEventListener('click', clicked, true);
  addEventListener('submit', submitted, true);
};
