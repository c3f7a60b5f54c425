package io.utkast.app;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Caffeine looks up by name which of its generated classes fits a cache's settings; a native executable has only those
 * that are named here. These serve every cache bounded by size, with or without counting hits and with any expiry: the
 * kinds of entries (P…) and the kinds of caches (S…, with statistics SS…; M is the size, A after access, W after write).
 */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.PSMS",
            "com.github.benmanes.caffeine.cache.PSAMS",
            "com.github.benmanes.caffeine.cache.PSWMS",
            "com.github.benmanes.caffeine.cache.PSAWMS",
            "com.github.benmanes.caffeine.cache.SSMS",
            "com.github.benmanes.caffeine.cache.SSMSA",
            "com.github.benmanes.caffeine.cache.SSMSW",
            "com.github.benmanes.caffeine.cache.SSMSAW",
            "com.github.benmanes.caffeine.cache.SSSMS",
            "com.github.benmanes.caffeine.cache.SSSMSA",
            "com.github.benmanes.caffeine.cache.SSSMSW",
            "com.github.benmanes.caffeine.cache.SSSMSAW"
        })
final class CacheKinds {
    private CacheKinds() {}
}
