package io.sluice.gateway.upstream.reach;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Asks the machine for the addresses of a name. It may block, so it is called off the loops.
 *
 * <p>The JDK's own is {@code host -> List.of(InetAddress.getAllByName(host))}; it keeps answers for 30 s itself (security
 * property {@code networkaddress.cache.ttl}), which adds to what {@link Names} keeps.
 */
@FunctionalInterface
public interface AddressLookup {

    /** The addresses in the order they are to be tried. */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
