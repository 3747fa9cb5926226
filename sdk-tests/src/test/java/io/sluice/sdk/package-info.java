/** The official SDKs as real callers: each test says what its SDK sees when only the base URL was changed. */
@NullMarked
package io.sluice.sdk;

import org.jspecify.annotations.NullMarked;
