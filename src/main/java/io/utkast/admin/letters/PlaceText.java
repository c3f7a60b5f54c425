package io.utkast.admin.letters;

import io.utkast.outbox.DeadLetter.Place;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the order of deaths as text: {@code <epoch ms>-<id>}. */
final class PlaceText {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,15})-([0-9]{1,18})");

    private PlaceText() {}

    static String write(Place place) {
        return place.diedAt().toEpochMilli() + "-" + place.id();
    }

    static Place read(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be the 'next' of the page before");
        }
        return new Place(Instant.ofEpochMilli(Long.parseLong(matcher.group(1))), Long.parseLong(matcher.group(2)));
    }
}
