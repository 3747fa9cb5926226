/** Routes as {@code sluice.yaml} has them, and what is made of them. */
@NullMarked
package io.sluice.gateway.route.written;

import org.jspecify.annotations.NullMarked;
