package io.utkast.cli.doctor;

import io.utkast.site.SitesConfig.SiteEntry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether browsers on the sites' pages can reach the gateway as it is configured. */
final class PagesCheck {
    private static final String PUBLIC_URL = "public url";
    private static final String ORIGINS = "origins";

    private final Optional<URI> publicUrl;
    private final Map<String, SiteEntry> sites;

    PagesCheck(Optional<URI> publicUrl, Map<String, SiteEntry> sites) {
        this.publicUrl = publicUrl;
        this.sites = new TreeMap<>(sites);
    }

    List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        findings.add(publicUrl.map(this::address).orElseGet(PagesCheck::noAddress));
        sites.forEach((key, site) -> findings.add(origins(key, site)));
        return findings;
    }

    private static Finding noAddress() {
        return Finding.warning(
                PUBLIC_URL,
                "",
                "none: the snippet sends to the host it was loaded from",
                "set utkast.public-url to the address that browsers use, such as https://events.example.com");
    }

    private Finding address(URI url) {
        if ("http".equals(url.getScheme()) && anyOrigin("https:")) {
            return Finding.failure(
                    PUBLIC_URL,
                    "",
                    url + " is http, but pages are https: browsers block what such pages send there",
                    "put TLS before the gateway and set utkast.public-url to its https address");
        }
        if (isLocal(url.getHost()) && sites.values().stream().anyMatch(PagesCheck::isPublic)) {
            return Finding.failure(
                    PUBLIC_URL,
                    "",
                    url + " is this machine: no visitor reaches it",
                    "set utkast.public-url to the address that browsers use");
        }
        return Finding.ok(PUBLIC_URL, "", url.toString());
    }

    private boolean anyOrigin(String prefix) {
        return sites.values().stream()
                .flatMap(site -> site.origins().stream())
                .anyMatch(origin -> origin.startsWith(prefix));
    }

    private static boolean isPublic(SiteEntry site) {
        return site.origins().stream().anyMatch(origin -> !isLocal(host(origin)));
    }

    private static Finding origins(String key, SiteEntry site) {
        List<String> hosts = site.origins().stream().map(PagesCheck::host).toList();
        String domain = site.domain().toLowerCase(Locale.ROOT);
        if (hosts.stream().noneMatch(host -> belongs(domain, host))) {
            return Finding.warning(
                    ORIGINS,
                    key,
                    "none of them is at the site's domain " + domain,
                    "look at utkast.sites." + key
                            + ".domain and .origins: HubSpot gets the domain where the page's host"
                            + " is no origin of the site");
        }
        return site.origins().stream()
                .filter(origin -> origin.startsWith("http:") && !isLocal(host(origin)))
                .findFirst()
                .map(origin -> Finding.warning(
                        ORIGINS,
                        key,
                        origin + " is not https: anybody on the way can send in its name",
                        "serve the site by https only, and drop the origin from utkast.sites." + key + ".origins"))
                .orElseGet(() -> Finding.ok(ORIGINS, key, String.join(", ", site.origins())));
    }

    /** Whether the domain is the host, or stands under its star, or the other way round. */
    private static boolean belongs(String domain, String host) {
        String bare = host.startsWith("*.") ? host.substring(2) : host;
        return domain.equals(bare) || domain.endsWith("." + bare) || bare.endsWith("." + domain);
    }

    private static String host(String origin) {
        String rest = origin.substring(origin.indexOf("://") + 3).toLowerCase(Locale.ROOT);
        int port = rest.lastIndexOf(':');
        return port < 0 ? rest : rest.substring(0, port);
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
    }
}
