package io.utkast.hubspot;

/**
 * One request for HubSpot, built once and sent as often as it takes.
 *
 * @param path without a leading slash
 */
record EventRequest(String path, String json) {

    /** Only the path: the body holds a visitor's data. */
    @Override
    public String toString() {
        return "EventRequest[" + path + "]";
    }
}
