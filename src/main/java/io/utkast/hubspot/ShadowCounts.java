package io.utkast.hubspot;

import io.utkast.site.Dialect;
import java.util.Map;

/**
 * What a portal's shadow dialect would have made of the delivered events, since the start of the process.
 *
 * @param mapped events that it could have sent
 * @param invalid the others, by reason: {@code not-mapped}, {@code id-too-long}, {@code value-too-long},
 *     {@code event-too-large}
 */
public record ShadowCounts(Dialect dialect, long mapped, Map<String, Long> invalid) {
    public ShadowCounts {
        invalid = Map.copyOf(invalid);
    }
}
