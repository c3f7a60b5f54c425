// Copies the tags of sites.
import { tell } from './page.ts';

export function tags(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.addEventListener('click', () => copy(button));
  }
}

async function copy(button: HTMLButtonElement): Promise<void> {
  const field = button.previousElementSibling as HTMLInputElement;
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    tell(button, 'The tag is copied.');
  } catch {
    // Not allowed without encryption: it is selected at least.
    tell(button, 'The tag is selected: copy it with your keyboard.');
  }
}
