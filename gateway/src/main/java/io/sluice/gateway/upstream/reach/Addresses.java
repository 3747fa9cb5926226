package io.sluice.gateway.upstream.reach;

import java.net.InetAddress;
import java.util.List;

/** The answer to a question for a name. */
public sealed interface Addresses {

    /** At least one address, in the order they are to be tried. */
    record Found(List<InetAddress> list) implements Addresses {}

    /** None: {@code why} is for people. */
    record Unknown(String why) implements Addresses {}
}
