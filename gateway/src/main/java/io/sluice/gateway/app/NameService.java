package io.sluice.gateway.app;

import io.sluice.gateway.upstream.reach.AddressLookup;
import java.net.InetAddress;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Who is asked for the addresses of providers' names, and the clock by which answers grow old.
 *
 * @param lookup may block
 * @param nanos a monotonic clock
 */
record NameService(AddressLookup lookup, LongSupplier nanos) {

    /** The machine's own. */
    static NameService ofMachine() {
        return new NameService(host -> List.of(InetAddress.getAllByName(host)), System::nanoTime);
    }
}
