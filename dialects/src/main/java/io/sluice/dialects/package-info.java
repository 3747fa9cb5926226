/** What a wire dialect can do for the gateway, and the small facts that pass between them; no I/O, no threads. */
@NullMarked
package io.sluice.dialects;

import org.jspecify.annotations.NullMarked;
