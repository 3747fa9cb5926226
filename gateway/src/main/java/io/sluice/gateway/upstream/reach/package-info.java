/** How an origin is reached: its addresses, the proxy on the way, the certificates that are trusted. */
@NullMarked
package io.sluice.gateway.upstream.reach;

import org.jspecify.annotations.NullMarked;
