package io.sluice.gateway.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T11: nothing but the public Internet can be connected to. */
class PublicAddressesTest {
    private final PublicAddresses reachable = new PublicAddresses();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.170.2",
                "169.254.170.23",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.2.1",
                "192.88.99.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:8.8.8.8",
                "::127.0.0.1",
                "::ffff:0:7f00:1",
                "fd00:ec2::254",
                "fc00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::7f00:1",
                "100::1",
                "2001::7f00:1",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::",
                "3fff::1",
                "5f00::1",
                "2620:4f:8000::1",
                "2a00:1450::5efe:7f00:1",
                "2a00:1450::200:5efe:a00:1"
            })
    void aSpecialAddressIsNot(String address) throws Exception {
        boolean mapped = address.equals("::ffff:8.8.8.8");
        assertThat(reachable.test(InetAddress.getByName(address)))
                .as("a mapped address is the IPv4 address it maps")
                .isEqualTo(mapped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "169.253.255.255",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "192.167.1.1",
                "2606:4700::1111",
                "2a00:1450:4001::8b",
                "2001:4860:4860::8888",
                "2003::1"
            })
    void anAddressOfTheInternetIs(String address) throws Exception {
        assertThat(reachable.test(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void itNeverAllowsWhatAnotherTableDenies() throws Exception {
        List<String> denied = List.of(
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.0.0.0/24",
                "192.0.2.0/24",
                "192.88.99.0/24",
                "192.168.0.0/16",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/3",
                "168.63.129.16/32",
                "2001:0:0:0:0:0:0:0/23",
                "2001:db8:0:0:0:0:0:0/32",
                "2002:0:0:0:0:0:0:0/16",
                "fc00:0:0:0:0:0:0:0/7",
                "fe80:0:0:0:0:0:0:0/9",
                "ff00:0:0:0:0:0:0:0/8",
                "64:ff9b:0:0:0:0:0:0/32",
                "0:0:0:0:0:0:0:0/8",
                "3fff:0:0:0:0:0:0:0/20",
                "4000:0:0:0:0:0:0:0/2");
        Random chance = new Random(11);
        for (String range : denied) {
            String[] parts = range.split("/", -1);
            byte[] start = InetAddress.getByName(parts[0]).getAddress();
            int free = start.length * 8 - Integer.parseInt(parts[1]);
            for (int i = 0; i < 200; i++) {
                BigInteger address = new BigInteger(1, start).or(new BigInteger(free, chance));
                InetAddress within = InetAddress.getByAddress(bytes(address, start.length));

                assertThat(reachable.test(within)).as(range + " " + within).isFalse();
            }
        }
    }

    private static byte[] bytes(BigInteger number, int length) {
        byte[] all = new byte[length];
        byte[] own = number.toByteArray();
        int count = Math.min(own.length, length);
        System.arraycopy(own, own.length - count, all, length - count, count);
        return all;
    }
}
