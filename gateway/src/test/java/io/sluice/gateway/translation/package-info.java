/** Callers of every dialect before providers of every dialect, over real sockets. */
@NullMarked
package io.sluice.gateway.translation;

import org.jspecify.annotations.NullMarked;
