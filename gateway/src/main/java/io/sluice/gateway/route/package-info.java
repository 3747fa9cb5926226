/** Which targets a model name stands for, and which names a key may call. */
@NullMarked
package io.sluice.gateway.route;

import org.jspecify.annotations.NullMarked;
