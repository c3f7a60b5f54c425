package io.utkast.event;

/** A visitor as HubSpot tells them apart: the site's domain and the utk. */
public record Visitor(String domain, Utk utk) {}
