package io.sluice.gateway.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks a name up. Blocks for a bounded time, and ends when it is interrupted. */
@FunctionalInterface
public interface Resolver {
    /** All addresses of that name, in the order they are to be tried. */
    List<InetAddress> addresses(String host) throws UnknownHostException, InterruptedException;
}
