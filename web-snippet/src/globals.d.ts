/** Build constant: does this bundle carry what core leaves out? See README. */
declare const FULL: boolean;

/** Build constant: is it the module of the npm package, which is called instead of loaded by a script tag? */
declare const MODULE: boolean;

// What TypeScript's library does not know yet.
interface Navigator {
  readonly globalPrivacyControl?: boolean;
}
interface Document {
  readonly prerendering?: boolean;
}
/** HubSpot's own queue, once its script is there. */
declare const _hsp: { push(call: unknown[]): unknown };
interface Window {
  readonly _hsp?: typeof _hsp;
}
