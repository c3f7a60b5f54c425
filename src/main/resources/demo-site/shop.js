// The shop's own script: plan buttons, the form, and the panel that tells what just happened.
(() => {
  const cookie = (name) => document.cookie.split('; ').find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  const find = (selector) => document.querySelector(selector);

  function behind(consent) {
    const utk = cookie('hubspotutk');
    find('[data-behind="utk"]').textContent = utk ? `${utk.slice(0, 8)}…` : 'none';
    find('[data-behind="consent"]').textContent = consent === undefined ? 'not answered yet' : consent ? 'accepted' : 'declined';
  }

  behind(undefined);
  _hsp.push(['addPrivacyConsentListener', (consent) => behind(consent.allowed)]);
  find('[data-behind="again"]').addEventListener('click', () => {
    _hsp.push(['revokeCookieConsent']);
    behind(undefined);
    find('[data-testid="consent-accept"]').focus();
  });

  for (const button of document.querySelectorAll('[data-plan]')) {
    button.addEventListener('click', () => {
      utkast('signup_started', { plan: button.dataset.plan });
      const link = document.createElement('a');
      link.href = '/demo/thanks.html';
      link.textContent = 'Send us your address';
      const name = button.closest('.plan').querySelector('h2').textContent;
      find('[data-picked]').replaceChildren(`${name} it is. `, link, ' and we take it from there.');
    });
  }

  const form = find('[data-form]');
  form?.addEventListener('submit', async (submitted) => {
    submitted.preventDefault();
    const wrong = find('[data-wrong]');
    wrong.textContent = '';
    if (!form.checkValidity()) {
      form.querySelector(':invalid').focus();
      wrong.textContent = 'Please give us your name and an e-mail address.';
      return;
    }
    const words = form.elements.name.value.trim().split(/\s+/);
    const problem = await send({
      utk: cookie('hubspotutk'),
      email: form.elements.email.value.trim(),
      firstName: words[0],
      lastName: words.slice(1).join(' '),
    });
    if (problem) {
      wrong.textContent = problem;
      return;
    }
    find('[data-done-name]').textContent = `, ${words[0]}`;
    find('[data-done-text]').textContent = 'The form told the sandbox who this browser belongs to, so your visits now stand on your contact.';
    form.querySelectorAll('.field, .fine, button').forEach((part) => {
      part.hidden = true;
    });
    find('[data-testid="form-done"]').hidden = false;
  });

  /** Does what a HubSpot form does with its hutk: says whose browser this is. Resolves to what went wrong, or nothing. */
  async function send(visitor) {
    if (!visitor.utk) {
      _hsp.push(['showBanner']);
      return 'Without the cookie we cannot tell which visits are yours. Accept it, then send again.';
    }
    try {
      const answer = await fetch('/sandbox/control/link', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(visitor),
      });
      return answer.ok ? null : 'The sandbox did not take this. Is the address right?';
    } catch {
      return 'The sandbox does not answer. Is it running?';
    }
  }
})();
