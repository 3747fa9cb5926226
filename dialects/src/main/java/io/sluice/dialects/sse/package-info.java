/** Server-sent events as bytes: where a frame ends, which lines it has; knows no provider. */
@NullMarked
package io.sluice.dialects.sse;

import org.jspecify.annotations.NullMarked;
