package io.sluice.simulator;

import java.time.Duration;
import java.util.List;

/** One thing a script does on the wire. Steps run in order; a script without an ending keeps the connection alive. */
public sealed interface Step {

    /** Sends these bytes as they are, legal or not. Neighbouring sends leave in one write. */
    record Send(Octets bytes) implements Step {}

    /** Sends these bytes again and again, this long apart, until the peer leaves. */
    record Repeat(Octets bytes, Duration pause) implements Step {}

    /**
     * Cuts what follows into pieces of these sizes, each flushed by itself and this long after the one before; the last
     * size goes on for the rest. Every send begins a new piece.
     */
    record Pieces(List<Integer> sizes, Duration pause) implements Step {
        public Pieces {
            sizes = List.copyOf(sizes);
            if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException("pieces need sizes of at least one byte, got " + sizes);
            }
        }

        int size(int piece) {
            return sizes.get(Math.min(piece, sizes.size() - 1));
        }
    }

    /** Flushes and waits; a gap of zero only lets the other connections of the loop have their turn. */
    record Gap(Duration pause) implements Step {}

    /** Flushes and does nothing more: the peer has to leave, or the simulator closes. */
    record Stall() implements Step {}

    /** Ends the answer; the connection takes the next request. The same as the end of the script. */
    record KeepAlive() implements Step {}

    /** Closes the connection properly: with TLS its close_notify first. */
    record Close() implements Step {}

    /** Sends a bare FIN once everything is out: with TLS no close_notify, which is a truncation. */
    record Fin() implements Step {}

    /** Resets the connection (SO_LINGER 0) once everything is handed to the kernel. */
    record Rst() implements Step {}

    /** As first step only: the script begins with the request's head and does not wait for its body. */
    record Early() implements Step {}

    /**
     * Reads nothing more from this connection, so that the sender feels back-pressure. A FIN of the peer stands behind
     * the bytes that are not read, so it is not noticed either.
     */
    record StopReading() implements Step {}
}
