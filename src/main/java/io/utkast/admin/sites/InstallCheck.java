package io.utkast.admin.sites;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One line of the list "is it installed right?".
 *
 * @param name the same at each look
 * @param text what was found, and what to do if it is not well; plain words
 */
@RegisterForReflection
public record InstallCheck(String name, State state, String text) {

    /** What came of a check. */
    public enum State {
        OK("ok", "OK"),
        /** Nothing is known yet. */
        WAIT("wait", "Waiting"),
        /** Somebody should look at it. */
        LOOK("look", "Look");

        private final String code;
        private final String word;

        State(String code, String word) {
            this.code = code;
            this.word = word;
        }

        /** As stats and the page spell it. */
        @JsonValue
        public String code() {
            return code;
        }

        /** As people read it. */
        public String word() {
            return word;
        }
    }
}
