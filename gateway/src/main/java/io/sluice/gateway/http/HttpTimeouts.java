package io.sluice.gateway.http;

import java.time.Duration;

/**
 * How long a caller may take. Checked in a sweep over all connections of a loop, so each may end one sweep late.
 *
 * @param head from the opening of the connection, or the first byte of a later request, to the end of the head
 * @param idle between two requests of a connection
 * @param bodyWindow in each of these a body must bring {@code bodyRate} times as many bytes as it has seconds
 * @param bodyRate bytes a second
 * @param writeStall how long a caller may take nothing of what is written to him
 * @param linger how long what he still sends is thrown away after an early answer, so that he can read it
 * @param sweep how often all this is looked at
 */
public record HttpTimeouts(
        Duration head,
        Duration idle,
        Duration bodyWindow,
        int bodyRate,
        Duration writeStall,
        Duration linger,
        Duration sweep) {

    /** Head 10 s, idle 75 s, bodies 1 KiB/s in each 10 s, stalled readers 60 s, linger 5 s, swept twice a second. */
    public static final HttpTimeouts DEFAULT = new HttpTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(10),
            1024,
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofMillis(500));

    /** The same clocks for heads and bodies, for tests that wait for one to run out. */
    HttpTimeouts reading(Duration bound) {
        return new HttpTimeouts(bound, idle, bound, bodyRate, writeStall, linger, Duration.ofMillis(20));
    }

    /** The same with another bound on stalled readers, for tests. */
    HttpTimeouts writeStall(Duration bound) {
        return new HttpTimeouts(head, idle, bodyWindow, bodyRate, bound, linger, Duration.ofMillis(20));
    }

    /** The same with another bound between requests, for tests. */
    HttpTimeouts idle(Duration bound) {
        return new HttpTimeouts(head, bound, bodyWindow, bodyRate, writeStall, linger, Duration.ofMillis(20));
    }
}
