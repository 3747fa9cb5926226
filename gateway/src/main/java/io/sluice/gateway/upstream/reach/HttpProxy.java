package io.sluice.gateway.upstream.reach;

import io.sluice.gateway.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that is asked for a tunnel (CONNECT).
 *
 * @param host name or address
 * @param port the TCP port
 * @param user for basic authentication, or null
 * @param password for basic authentication, or null for an empty one
 */
public record HttpProxy(
        String host,
        int port,
        @Nullable String user,
        @Nullable Secret password) {}
