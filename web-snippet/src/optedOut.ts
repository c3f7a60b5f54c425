/** Has the visitor said no, to all sites (GPC) or to HubSpot on this one? Its category 1 is analytics. */
export const optedOut = (): boolean =>
  navigator.globalPrivacyControl || /__hs_(do_not_track|opt_out)=yes|_cat_pref=[^;]*1:false/.test(document.cookie);
