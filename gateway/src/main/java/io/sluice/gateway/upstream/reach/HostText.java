package io.sluice.gateway.upstream.reach;

/** The two ways an IPv6 address is written: in brackets within a URL, bare everywhere else. */
final class HostText {
    private HostText() {}

    /** The host without brackets. */
    static String plain(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
