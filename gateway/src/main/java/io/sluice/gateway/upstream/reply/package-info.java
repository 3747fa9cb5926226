/** Reads an upstream's answer out of its bytes, strictly: what is ambiguous is refused, never guessed. */
@NullMarked
package io.sluice.gateway.upstream.reply;

import org.jspecify.annotations.NullMarked;
