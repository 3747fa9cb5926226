/** Whether there is room for one more call. */
@NullMarked
package io.sluice.gateway.admission;

import org.jspecify.annotations.NullMarked;
