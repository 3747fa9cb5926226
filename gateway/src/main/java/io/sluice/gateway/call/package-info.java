/** The life of a call: the stages it passes, the attempts it makes, the reply it gives. Knows no network library. */
@NullMarked
package io.sluice.gateway.call;

import org.jspecify.annotations.NullMarked;
