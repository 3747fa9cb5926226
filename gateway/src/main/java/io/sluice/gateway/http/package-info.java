/** The caller's side of the wire: listens, reads requests strictly, hands them on, writes what the calls answer. */
@NullMarked
package io.sluice.gateway.http;

import org.jspecify.annotations.NullMarked;
