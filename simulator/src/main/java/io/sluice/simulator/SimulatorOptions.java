package io.sluice.simulator;

import io.netty.handler.ssl.SslContext;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is set up. Each method gives a changed copy.
 *
 * @param host the address to listen on
 * @param port the port, 0 for a free one
 * @param threads how many event loops
 * @param keep what to remember of requests
 * @param sendBuffer bytes of the kernel's send buffer per connection, 0 for the system's own; small ones make
 *     back-pressure visible soon
 * @param tls speaks TLS with this where it is given
 * @param nanos the clock of all times told, in nanoseconds
 */
public record SimulatorOptions(
        String host,
        int port,
        int threads,
        Keep keep,
        int sendBuffer,
        @Nullable SslContext tls,
        LongSupplier nanos) {

    /** A free port of 127.0.0.1, one loop, clear text, everything remembered, times of {@link System#nanoTime()}. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions("127.0.0.1", 0, 1, Keep.BODIES, 0, null, System::nanoTime);
    }

    /** Listens on this address. */
    public SimulatorOptions host(String other) {
        return new SimulatorOptions(other, port, threads, keep, sendBuffer, tls, nanos);
    }

    /** Listens on this port. */
    public SimulatorOptions port(int other) {
        return new SimulatorOptions(host, other, threads, keep, sendBuffer, tls, nanos);
    }

    /** Runs that many event loops. */
    public SimulatorOptions threads(int other) {
        return new SimulatorOptions(host, port, other, keep, sendBuffer, tls, nanos);
    }

    /** Remembers this much. */
    public SimulatorOptions keep(Keep other) {
        return new SimulatorOptions(host, port, threads, other, sendBuffer, tls, nanos);
    }

    /** Gives each connection a kernel send buffer of about so many bytes. */
    public SimulatorOptions sendBuffer(int bytes) {
        return new SimulatorOptions(host, port, threads, keep, bytes, tls, nanos);
    }

    /** Speaks TLS with this server context. */
    public SimulatorOptions tls(SslContext server) {
        return new SimulatorOptions(host, port, threads, keep, sendBuffer, server, nanos);
    }
}
