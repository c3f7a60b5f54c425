// Asks before something that cannot be taken back.
import { byId, write } from './page.ts';

/** Whether the operator agrees. The safe answer has the focus; Escape is a no. */
export function ask(title: string, text: string, yes: string): Promise<boolean> {
  const dialog = byId<HTMLDialogElement>('ask');
  write(byId('ask-title'), title);
  write(byId('ask-text'), text);
  write(byId('ask-yes'), yes);
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
  });
}
