/** Which ids name what a provider keeps, for whom it keeps it, and answers that are kept here as no provider keeps them. */
@NullMarked
package io.sluice.gateway.state;

import org.jspecify.annotations.NullMarked;
