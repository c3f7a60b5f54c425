/** Fakes and data with names for the tests. */
@org.jspecify.annotations.NullMarked
package io.utkast.support;
