/**
 * The demo's story: a visitor agrees, looks around and says who they are.
 * @param {import('playwright-core').Page} page
 * @param {string} url address of the gateway
 * @param {string} email
 * @param {(name: string) => Promise<void>} [look] called on each page
 */
export async function walk(page, url, email, look = async () => {}) {
  const click = (id) => page.getByTestId(id).first().click();
  await page.goto(`${url}/demo/`);
  await click('consent-accept');
  await look('demo');
  await click('nav-pricing');
  await page.waitForURL('**/pricing*');
  await look('pricing');
  await click('nav-thanks');
  await page.waitForURL('**/thanks*');
  await page.getByTestId('form-name').fill('Ada Lovelace');
  await page.getByTestId('form-email').fill(email);
  await click('form-submit');
  await page.getByTestId('form-done').waitFor();
  // What a slow gateway has not answered yet stays in the browser for the next page; there is none in this story.
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.startsWith('utkast.')));
  await look('thanks');
}

/**
 * The contact's card in the sandbox, once it has three events. The page may or may not refresh itself.
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {string} email
 */
export async function contactCard(page, url, email) {
  const card = page.getByTestId('contact').filter({ hasText: email });
  const third = card.getByTestId('timeline-event').nth(2);
  await page.goto(`${url}/sandbox`);
  for (let look = 0; look < 10 && !(await third.isVisible()); look++) {
    try {
      await third.waitFor({ timeout: 3_000 });
    } catch {
      await page.reload();
    }
  }
  return card;
}
