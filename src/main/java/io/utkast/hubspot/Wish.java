package io.utkast.hubspot;

/**
 * A text that a template or token should have.
 *
 * @param isSet whether the configuration says so; else it was derived, and only a new template or token gets it
 */
public record Wish(String text, boolean isSet) {}
