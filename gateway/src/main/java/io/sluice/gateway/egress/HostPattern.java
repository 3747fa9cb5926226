package io.sluice.gateway.egress;

/**
 * A host that may be fetched from, as the configuration writes it.
 *
 * @param name in lower case
 * @param below whether it stands for every name below that one, and not for itself
 */
public record HostPattern(String name, boolean below) {

    /** Reads {@code images.example.com} or {@code *.example.com}; throws where it is neither. */
    public static HostPattern parse(String text) {
        boolean below = text.startsWith("*.");
        String name = HostName.of(below ? text.substring(2) : text);
        if (name == null) {
            throw new IllegalArgumentException("is no host name; write `images.example.com` or `*.example.com`, without"
                    + " scheme, port or path, never an address, and other scripts as `xn--`");
        }
        if (below && name.indexOf('.') < 0) {
            throw new IllegalArgumentException(
                    "would allow all of ." + name + "; name a domain below it, as in `*.example." + name + "`");
        }
        return new HostPattern(name, below);
    }

    /** Whether a host, in lower case, is meant. */
    boolean matches(String host) {
        return below ? host.endsWith("." + name) : host.equals(name);
    }

    @Override
    public String toString() {
        return below ? "*." + name : name;
    }
}
