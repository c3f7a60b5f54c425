package io.utkast.hubspot;

import java.time.Duration;

/** Whether there is an access token to send with. */
sealed interface Access {

    /** There is. */
    record Granted(String token) implements Access {
        @Override
        public String toString() {
            return "Granted[***]";
        }
    }

    /** There will be none until somebody corrects something. */
    record Denied(String why) implements Access {}

    /** There is none at this moment. */
    record NotNow(Duration delay, String why) implements Access {}
}
