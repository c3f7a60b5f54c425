package io.utkast.hubspot;

import java.util.List;

/** The body of a batch request. */
record TimelineBatch(List<TimelineEvent> inputs) {}
