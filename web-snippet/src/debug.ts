/** With `?utkast-debug` in the address the console tells what goes on. */
export const debug = FULL && location.search.match('utkast-debug');
