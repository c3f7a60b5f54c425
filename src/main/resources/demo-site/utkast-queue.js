// Lets the page call utkast(…) before the snippet has loaded.
window.utkast = window.utkast || function () {
  (utkast.q = utkast.q || []).push(arguments);
};
