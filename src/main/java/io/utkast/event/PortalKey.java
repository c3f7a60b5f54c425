package io.utkast.event;

/** The key of a HubSpot portal under {@code utkast.portals}: {@code [a-z][a-z0-9-]{0,31}}. */
public record PortalKey(String value) {
    public PortalKey {
        Keys.check("portal", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
