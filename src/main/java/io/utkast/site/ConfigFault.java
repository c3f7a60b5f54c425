package io.utkast.site;

/**
 * One mistake in the configuration.
 *
 * @param key the full name of the key, such as {@code utkast.sites.shop.portal}
 * @param message what is wrong and what would be right
 */
public record ConfigFault(String key, String message) {
    @Override
    public String toString() {
        return key + ": " + message;
    }
}
