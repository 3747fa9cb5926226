package io.sluice.gateway.catalog;

import io.sluice.gateway.config.Default;
import io.sluice.gateway.config.Doc;
import java.time.Duration;
import java.util.List;

/** How long Sluice waits for a provider at each step of a call. */
public record Clocks(
        @Doc("Until the connection stands.") @Default("2s") Duration connect,

        @Doc("Until the TLS handshake is done.") @Default("3s")
        Duration tls,

        @Doc("Until a stream's status and headers are there; servers with a queue send none before the first event.")
        @Default("300s")
        Duration headers,

        @Doc("Until a stream's first event; models may think in silence.") @Default("300s")
        Duration firstEvent,

        @Doc("Until an answer that is no stream is there whole.") @Default("600s")
        Duration answer,

        @Doc("The longest silence within a stream.") @Default("120s")
        Duration stall,

        @Doc("The longest stream.") @Default("30m") Duration total,

        @Doc("How long an idle connection is kept for the next call.") @Default("55s")
        Duration keepAlive) {

    /** Refuses clocks that would fire at once. */
    public Clocks {
        if (List.of(connect, tls, headers, firstEvent, answer, stall, total, keepAlive)
                .contains(Duration.ZERO)) {
            throw new IllegalArgumentException("a timeout of 0 would end every call; give it a time");
        }
    }

    /** The clocks of a provider whose configuration names none. */
    public static final Clocks USUAL = new Clocks(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(300),
            Duration.ofSeconds(300),
            Duration.ofSeconds(600),
            Duration.ofSeconds(120),
            Duration.ofMinutes(30),
            Duration.ofSeconds(55));
}
