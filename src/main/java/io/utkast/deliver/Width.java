package io.utkast.deliver;

/**
 * How many requests may be under way at once: half as many after HubSpot said that they were too many, and one more each
 * time that so many were answered well since.
 */
final class Width {
    private final int maximum;
    private int allowed;
    private int answered;

    Width(int maximum) {
        this.maximum = maximum;
        this.allowed = maximum;
    }

    int allowed() {
        return allowed;
    }

    void narrow() {
        allowed = Math.max(1, allowed / 2);
        answered = 0;
    }

    void answeredWell() {
        answered++;
        if (answered >= allowed) {
            allowed = Math.min(maximum, allowed + 1);
            answered = 0;
        }
    }
}
