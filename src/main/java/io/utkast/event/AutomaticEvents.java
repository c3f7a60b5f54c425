package io.utkast.event;

import java.util.Set;

/** Types of what the full snippet records by itself, where the site maps it; {@code page_view} is sent in any case. */
public final class AutomaticEvents {
    /** Those whose prop {@code href} says where a link leads. */
    public static final Set<String> LINKS = Set.of("outbound_link", "download");

    /** Without {@code page_view}. */
    public static final Set<String> ALL = Set.of("page_leave", "outbound_link", "download", "form_submit");

    private AutomaticEvents() {}
}
