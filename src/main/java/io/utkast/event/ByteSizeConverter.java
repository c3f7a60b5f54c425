package io.utkast.event;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a {@link ByteSize} for the configuration, so that a wrong one is told in its own words. */
public final class ByteSizeConverter implements Converter<ByteSize> {
    @Override
    public ByteSize convert(String value) {
        return ByteSize.parse(value);
    }
}
