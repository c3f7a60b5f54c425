package io.utkast.hubspot;

/** The requests that installing the app takes, as HTTP and without any reading of answers. */
interface InstallCalls {

    /**
     * Exchanges the code of an installation for tokens.
     *
     * @throws Unreachable if no answer came
     */
    Answer redeem(String code, Installation.Attempt attempt) throws Unreachable;

    /**
     * Asks what an access token is worth, above all in which portal.
     *
     * @throws Unreachable if no answer came
     */
    Answer introspect(String accessToken) throws Unreachable;
}
