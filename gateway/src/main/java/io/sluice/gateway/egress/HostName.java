package io.sluice.gateway.egress;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What counts as the name of a host: labels of ASCII letters, digits and hyphens, and nothing that is an address. */
final class HostName {
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    /** A last label that is a number makes a name an IPv4 address, in decimal, octal or hexadecimal, whole or in parts. */
    private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

    private static final int LONGEST = 253;

    private HostName() {}

    /** The name in lower case; null where the text is none. */
    static @Nullable String of(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean fits = name.length() <= LONGEST
                && NAME.matcher(name).matches()
                && !NUMBER.matcher(name).matches();
        return fits ? name : null;
    }
}
