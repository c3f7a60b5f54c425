// Stands in for HubSpot's tracking script: asks for consent, then sets the visitor's cookie. It sends nothing anywhere.
(() => {
  const HALF_A_YEAR = 180 * 24 * 60 * 60;
  const ANSWER = '__hs_cookie_cat_pref';
  const UTK = 'hubspotutk';
  const KINDS = ['analytics', 'advertisement', 'functionality'];
  const listeners = [];

  function cookie(name) {
    const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : null;
  }

  function keep(name, value, seconds = HALF_A_YEAR) {
    document.cookie = `${name}=${value}; path=/; max-age=${seconds}; SameSite=Lax`;
  }

  /** What the visitor answered: null for nothing yet. */
  function answer() {
    const kept = cookie(ANSWER);
    if (kept === null) return null;
    const allowed = (number) => kept.includes(`${number}:true`);
    return {
      allowed: KINDS.every((_, index) => allowed(index + 1)),
      categories: { necessary: true, ...Object.fromEntries(KINDS.map((kind, index) => [kind, allowed(index + 1)])) },
    };
  }

  function newUtk() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }

  function tell() {
    const consent = answer();
    if (consent) listeners.forEach((listener) => listener(consent));
  }

  function decide(yes) {
    keep(ANSWER, KINDS.map((_, index) => `${index + 1}:${yes}`).join(','));
    if (yes) keep(UTK, cookie(UTK) ?? newUtk());
    else keep(UTK, '', 0);
    document.querySelector('#hs-stand-in-banner')?.remove();
    tell();
  }

  function button(text, testId, yes) {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = text;
    element.dataset.testid = testId;
    element.className = yes ? 'button' : 'ghost';
    element.addEventListener('click', () => decide(yes));
    return element;
  }

  function banner() {
    if (document.querySelector('#hs-stand-in-banner')) return;
    const box = document.createElement('section');
    box.id = 'hs-stand-in-banner';
    box.setAttribute('aria-label', 'Cookies');
    const text = document.createElement('p');
    text.textContent = 'May we remember this browser? One cookie tells us which pages belong to the same visit. Nothing is counted before you say yes.';
    const row = document.createElement('div');
    row.append(button('Accept', 'consent-accept', true), button('Decline', 'consent-decline', false));
    box.append(text, row);
    document.body.prepend(box);
  }

  const commands = {
    addPrivacyConsentListener(listener) {
      listeners.push(listener);
      const consent = answer();
      if (consent) listener(consent);
    },
    showBanner: banner,
    revokeCookieConsent() {
      [ANSWER, UTK].forEach((name) => keep(name, '', 0));
      banner();
    },
  };

  function run([command, ...values]) {
    commands[command]?.(...values);
  }

  const waiting = window._hsp ?? [];
  window._hsp = { push: (...calls) => calls.forEach(run) };

  const given = answer();
  if (given === null) banner();
  else if (given.allowed) keep(UTK, cookie(UTK) ?? newUtk());
  waiting.forEach(run);
})();
