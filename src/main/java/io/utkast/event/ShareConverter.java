package io.utkast.event;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a {@link Share} for the configuration, so that a wrong one is told in its own words. */
public final class ShareConverter implements Converter<Share> {
    @Override
    public Share convert(String value) {
        return Share.parse(value);
    }
}
