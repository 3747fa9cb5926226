/** The rules of the whole code base, each held by a test with its reason. */
@NullMarked
package io.sluice.gateway.architecture;

import org.jspecify.annotations.NullMarked;
