/** The little of Netty that server and client share: loops, buffers as {@code Bytes}. */
@NullMarked
package io.sluice.gateway.net;

import org.jspecify.annotations.NullMarked;
