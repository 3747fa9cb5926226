package io.sluice.gateway.egress;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The addresses of the public Internet: of IPv4 all but the special ones, of IPv6 only what is given out for it, and of
 * that nothing in which an IPv4 address may hide. After IANA's registries of special-purpose addresses (RFC 6890 and its
 * updates); the metadata services of the clouds are in those ranges, but for Azure's, which is named.
 */
final class PublicAddresses implements Predicate<InetAddress> {
    private static final List<Range> SPECIAL = List.of(
            Range.of(8, 0), // this network
            Range.of(8, 10), // private
            Range.of(10, 100, 64), // shared by carriers; 100.100.100.200 is Alibaba's metadata
            Range.of(8, 127), // loopback
            Range.of(16, 169, 254), // link-local, metadata
            Range.of(12, 172, 16), // private
            Range.of(24, 192, 0, 0), // protocol assignments; 192.0.0.192 is Oracle's metadata
            Range.of(24, 192, 0, 2), // documentation
            Range.of(24, 192, 31, 196), // AS112
            Range.of(24, 192, 52, 193), // AMT
            Range.of(24, 192, 88, 99), // 6to4 relays
            Range.of(16, 192, 168), // private
            Range.of(24, 192, 175, 48), // AS112
            Range.of(15, 198, 18), // benchmarks
            Range.of(24, 198, 51, 100), // documentation
            Range.of(24, 203, 0, 113), // documentation
            Range.of(4, 224), // multicast
            Range.of(4, 240), // reserved, broadcast
            Range.of(32, 168, 63, 129, 16)); // Azure's wire server

    private static final Range GLOBAL_UNICAST = Range.of(3, 0x20);
    private static final List<Range> SPECIAL_6 = List.of(
            Range.of(23, 0x20, 0x01, 0), // protocol assignments, Teredo among them
            Range.of(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            Range.of(16, 0x20, 0x02), // 6to4
            Range.of(48, 0x26, 0x20, 0, 0x4f, 0x80, 0), // AS112
            Range.of(20, 0x3f, 0xff, 0)); // documentation

    /** Whether the address leads to the Internet and nowhere else. */
    @Override
    public boolean test(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet6Address) {
            return GLOBAL_UNICAST.contains(bytes)
                    && SPECIAL_6.stream().noneMatch(range -> range.contains(bytes))
                    && !isTunnel(bytes);
        }
        return SPECIAL.stream().noneMatch(range -> range.contains(bytes));
    }

    /** ISATAP: an interface's identifier that holds an IPv4 address (RFC 5214). */
    private static boolean isTunnel(byte[] bytes) {
        return (bytes[8] & 0xFD) == 0 && bytes[9] == 0 && bytes[10] == 0x5E && bytes[11] == (byte) 0xFE;
    }

    /** The addresses that begin with so many bits of these bytes. */
    private record Range(int bits, byte[] start) {

        static Range of(int bits, int... start) {
            byte[] bytes = new byte[(bits + 7) / 8];
            for (int i = 0; i < start.length; i++) {
                bytes[i] = (byte) start[i];
            }
            return new Range(bits, bytes);
        }

        boolean contains(byte[] address) {
            int whole = bits / 8;
            if (Arrays.mismatch(address, 0, whole, start, 0, whole) >= 0) {
                return false;
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ start[whole]) & 0xFF) >>> (8 - rest) == 0;
        }
    }
}
