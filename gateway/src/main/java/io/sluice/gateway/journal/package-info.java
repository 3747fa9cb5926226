/** The record of every call, in mapped memory before the upstream's first byte leaves, so that a crash loses none. */
@NullMarked
package io.sluice.gateway.journal;

import org.jspecify.annotations.NullMarked;
