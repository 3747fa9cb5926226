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

        @Doc(
                "Until the first byte of a stream; servers with a queue, and models that think, send none before their first event.")
        @Default("300s")
        Duration firstEvent,

        @Doc("Until an answer that is no stream is there whole.") @Default("600s")
        Duration answer,

        @Doc("The longest silence within a stream.") @Default("120s")
        Duration stall,

        @Doc("The longest stream.") @Default("30m") Duration total) {

    /** Refuses clocks that would fire at once. */
    public Clocks {
        if (List.of(connect, tls, firstEvent, answer, stall, total).contains(Duration.ZERO)) {
            throw new IllegalArgumentException("a timeout of 0 would end every call; give it a time");
        }
    }

    /** These with another longest silence within a stream. */
    public Clocks stalling(Duration other) {
        return new Clocks(connect, tls, firstEvent, answer, other, total);
    }

    /** The clocks of a provider whose configuration names none. */
    public static final Clocks USUAL = new Clocks(
            Duration.ofSeconds(2),
            Duration.ofSeconds(3),
            Duration.ofSeconds(300),
            Duration.ofSeconds(600),
            Duration.ofSeconds(120),
            Duration.ofMinutes(30));
}
