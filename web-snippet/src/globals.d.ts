/** Build constant: does this bundle carry what core leaves out? See README. */
declare const FULL: boolean;

// What TypeScript's library does not know yet.
interface Navigator {
  readonly globalPrivacyControl?: boolean;
}
interface Document {
  readonly prerendering?: boolean;
}
