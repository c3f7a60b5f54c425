/** HubSpot's visitor id, if its own script has set the cookie by now. */
export const readUtk = (): string | undefined => (/hubspotutk=([\da-f]{32})(;|$)/i.exec(document.cookie) || [])[1];
