import { consent, setConsent } from './queue';

/** What HubSpot's banner tells: `allowed` ever since, `categories` in newer ones. */
interface HubSpotConsent {
  allowed: boolean;
  categories?: { analytics: boolean };
}

let listening: boolean | undefined;

/** Follows HubSpot's own banner. Its queue is there once its script is, which may be later than ours. */
export const listenToHubSpot = (): void => {
  if (window._hsp && !listening) {
    // First, as it may answer before this returns, and that comes here again.
    listening = true;
    _hsp.push([
      'addPrivacyConsentListener',
      (said: HubSpotConsent) => consent !== false && setConsent(said.categories?.analytics ?? said.allowed),
    ]);
  }
};
