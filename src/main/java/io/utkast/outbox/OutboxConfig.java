package io.utkast.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.utkast.event.ByteSize;
import io.utkast.event.ByteSizeConverter;
import io.utkast.event.Share;
import io.utkast.event.ShareConverter;

/** Bounds of the outbox. */
@ConfigMapping(prefix = "utkast.outbox")
public interface OutboxConfig {

    /** Where events are kept. */
    @WithDefault("sqlite")
    Kind kind();

    /** Live bytes on disk, the write-ahead log included; the file itself does not shrink. */
    @WithDefault("10G")
    @WithConverter(ByteSizeConverter.class)
    ByteSize capacity();

    /** Events that may wait: at 100 an hour's request, a day of HubSpot being away for a busy site. */
    @WithDefault("10000000")
    long maxEvents();

    /** The part of both bounds that one portal may fill, so that a dead one does not stop the others. */
    @WithDefault("50%")
    @WithConverter(ShareConverter.class)
    Share maxShare();

    /** The kinds of outbox. */
    enum Kind {
        /** One file in {@code utkast.data-dir}. */
        SQLITE
    }
}
