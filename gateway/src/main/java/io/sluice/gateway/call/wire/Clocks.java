package io.sluice.gateway.call.wire;

import java.time.Duration;

/**
 * How long an attempt may take, step by step. Each is a bound on waiting, counted from the step before.
 *
 * @param connect until the TCP connection stands
 * @param tls until the TLS handshake is done
 * @param firstEvent a stream: until the first byte of the answer's body (some servers send the head at once and then
 *     think, others send nothing before the first event)
 * @param answer a call that does not stream: until the answer is whole
 * @param stall between two bytes of a stream
 * @param total a whole stream
 */
public record Clocks(
        Duration connect, Duration tls, Duration firstEvent, Duration answer, Duration stall, Duration total) {

    /** The defaults of the design: 2 s, 3 s, 300 s, 600 s, 120 s, 30 min. */
    public static final Clocks DEFAULT = new Clocks(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(300),
            Duration.ofSeconds(600),
            Duration.ofSeconds(120),
            Duration.ofMinutes(30));
}
