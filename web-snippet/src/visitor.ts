/** HubSpot's visitor id, if its own script has set the cookie by now. The gateway checks its form. */
export const readUtk = (): string | undefined => document.cookie.match(/hubspotutk=(\w{32})\b/)?.[1];

/** Has the visitor said no, to all sites (GPC) or to HubSpot on this one? Category 1 of its preferences is analytics. */
export const optedOut = (): unknown =>
  navigator.globalPrivacyControl || document.cookie.match(/__hs_(do_not_track|opt_out)=yes|pref=[^;]*1:false/);
