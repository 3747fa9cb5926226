package io.sluice.gateway.upstream.reach;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Which hosts {@code NO_PROXY} keeps off the proxy, as curl, Go and Python read it: {@code *}; a name, which means itself
 * and what is below it ({@code .name} only what is below); an address; a subnet {@code 10.0.0.0/8}; each, but the subnet,
 * perhaps with {@code :port}. Entries that are none of these match nothing.
 */
final class DirectHosts {
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final List<BiPredicate<String, Integer>> rules;

    private DirectHosts(List<BiPredicate<String, Integer>> rules) {
        this.rules = rules;
    }

    static DirectHosts parse(String list) {
        List<BiPredicate<String, Integer>> rules = new ArrayList<>();
        for (String entry : SEPARATOR.split(list.toLowerCase(Locale.ROOT))) {
            if (!entry.isEmpty()) {
                rules.add(rule(entry));
            }
        }
        return new DirectHosts(List.copyOf(rules));
    }

    boolean contains(String host, int port) {
        return rules.stream().anyMatch(rule -> rule.test(host, port));
    }

    private static BiPredicate<String, Integer> rule(String entry) {
        if (entry.equals("*")) {
            return (host, port) -> true;
        }
        if (entry.indexOf('/') > 0) {
            return subnet(entry);
        }
        int colon = entry.lastIndexOf(':');
        boolean portGiven = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
        if (!portGiven) {
            return named(entry);
        }
        String digits = entry.substring(colon + 1);
        BiPredicate<String, Integer> named = named(entry.substring(0, colon));
        return (host, port) -> digits.equals(port.toString()) && named.test(host, port);
    }

    private static BiPredicate<String, Integer> named(String name) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(name);
        if (address != null) {
            return (host, port) -> address.equals(NetUtil.createInetAddressFromIpAddressString(host));
        }
        String plain = name.startsWith("*.") ? name.substring(1) : name;
        return plain.startsWith(".")
                ? (host, port) -> host.endsWith(plain)
                : (host, port) -> host.equals(plain) || host.endsWith("." + plain);
    }

    private static BiPredicate<String, Integer> subnet(String entry) {
        int slash = entry.indexOf('/');
        InetAddress network = NetUtil.createInetAddressFromIpAddressString(entry.substring(0, slash));
        if (network == null) {
            return (host, port) -> false;
        }
        try {
            int prefix = Integer.parseInt(entry.substring(slash + 1));
            IpSubnetFilterRule rule = new IpSubnetFilterRule(network, prefix, IpFilterRuleType.ACCEPT);
            return (host, port) -> {
                InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
                return address != null
                        && address.getClass() == network.getClass()
                        && rule.matches(new InetSocketAddress(address, port));
            };
        } catch (IllegalArgumentException notASubnet) {
            return (host, port) -> false;
        }
    }
}
