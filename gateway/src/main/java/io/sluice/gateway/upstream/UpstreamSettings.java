package io.sluice.gateway.upstream;

import java.time.Duration;

/**
 * Bounds of the upstream side that are the same for every provider.
 *
 * @param connectionsPerOrigin how many connections to one origin may be open, over all loops
 * @param idle how long an unused connection is kept; shorter than providers keep theirs
 * @param writeStall how long an upstream may read nothing of a request body
 * @param decodedBytes how large a compressed answer may become
 * @param warm how long after a call a connection is kept ready for the next one, on each loop; zero for not at all
 */
public record UpstreamSettings(
        int connectionsPerOrigin, Duration idle, Duration writeStall, long decodedBytes, Duration warm) {

    /** 2,000 connections, 55 s idle, 30 s without a byte read, 256 MiB decoded, 5 min warm. */
    public static final UpstreamSettings DEFAULT = new UpstreamSettings(
            2_000, Duration.ofSeconds(55), Duration.ofSeconds(30), 256L << 20, Duration.ofMinutes(5));
}
