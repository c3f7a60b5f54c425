/** HubSpot's visitor id, if its own script has set the cookie by now. */
export const readUtk = (): string | undefined => (document.cookie.match(/hubspotutk=([\da-f]{32})(;|$)/i) || [])[1];
