package io.sluice.gateway.app;

import io.sluice.gateway.config.ListenAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a start prints once the listeners answer: where they are, the first key, a line to paste, what is open. */
final class Banner {
    private final Gateway gateway;
    private final DataFolder folder;
    private final AdminKey adminKey;
    private final @Nullable String firstKey;
    private final String origin;
    private final @Nullable String model;

    /**
     * The banner of a start.
     *
     * @param firstKey the key made at this start, or null where there were keys
     * @param origin where the configuration came from, in words
     * @param model the model of the curl line, or null for a line that asks which models there are
     */
    Banner(
            Gateway gateway,
            DataFolder folder,
            AdminKey adminKey,
            @Nullable String firstKey,
            String origin,
            @Nullable String model) {
        this.gateway = gateway;
        this.folder = folder;
        this.adminKey = adminKey;
        this.firstKey = firstKey;
        this.origin = origin;
        this.model = model;
    }

    /** On standard output what a user needs now; on standard error what an operator should know. */
    void print(Terminal terminal) {
        Settings settings = gateway.configuration().settings();
        boolean keys = settings.auth() == Settings.Auth.KEYS;
        String url = (settings.tls() == null ? "http://" : "https://") + authority(gateway.dataAddress());
        boolean one = settings.onePort();
        String admin = one ? url : "http://" + authority(gateway.adminAddress());
        terminal.out("callers  " + url + "  (base URL of OpenAI clients: " + url
                + (one ? ", with or without /v1)" : "/v1)"));
        terminal.out(
                "admin    " + admin + "  (key: " + adminKey.origin() + (one ? ", which opens the models too)" : ")"));
        if (gateway.configuration().providers().keySet().equals(Set.of("simulator"))) {
            terminal.out(
                    "models   only the simulated one, \"demo\": the environment holds no credential of a provider");
        }
        summary(terminal, settings, url, admin);
        if (keys && firstKey == null) {
            terminal.out("There are keys already; make another with: sluice key create --name NAME");
            return;
        }
        if (firstKey != null) {
            terminal.out("A first key, shown this once:");
            terminal.out(firstKey);
        }
        terminal.out("Try it:");
        terminal.out(curl(url));
    }

    private void summary(Terminal terminal, Settings settings, String url, String admin) {
        boolean keys = settings.auth() == Settings.Auth.KEYS;
        terminal.err("sluice: callers " + url + ", " + reach(settings.listen()) + ", "
                + (settings.tls() == null ? "clear text" : "TLS") + ", "
                + (keys ? "virtual keys" : "NO KEY IS ASKED FOR"));
        terminal.err("sluice: admin " + admin + ", " + reach(settings.admin()) + ", "
                + (settings.onePort() && settings.tls() != null ? "TLS" : "clear text") + ", admin key from "
                + adminKey.origin() + ", metrics "
                + (settings.metrics() == Settings.Metrics.OPEN ? "open to all" : "behind the admin key"));
        String weak = MasterKey.weakness(settings);
        if (weak != null) {
            terminal.err("sluice: WARNING: THE MASTER KEY IS WEAK: it " + weak
                    + ", and whoever guesses it may do anything here. It is accepted because only this machine reaches the"
                    + " gateway; set it to at least " + MasterKey.SHORTEST
                    + " random characters (openssl rand -hex 32)");
        }
        terminal.err("sluice: data folder " + folder.path() + " (" + folder.mode() + "), record "
                + (settings.record() == Settings.Recording.CALLS ? "on" : "OFF")
                + ", prompts and answers are not stored");
        terminal.err("sluice: configuration " + origin + ", providers: "
                + String.join(", ", gateway.configuration().providers().keySet()));
    }

    private static String reach(ListenAddress address) {
        return address.loopback() ? "loopback only" : "REACHABLE FROM OTHER MACHINES";
    }

    private String curl(String url) {
        String bearer = firstKey == null ? "" : " -H \"Authorization: Bearer " + firstKey + "\"";
        url = url.startsWith("https") ? "-k " + url : url; // the certificate names a host, and this is its address
        if (model == null) {
            return "curl " + url + "/v1/models" + bearer;
        }
        return "curl " + url + "/v1/chat/completions" + bearer + " -H \"Content-Type: application/json\""
                + " -d '{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}'";
    }

    private static String authority(InetSocketAddress address) {
        InetAddress shown =
                address.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address.getAddress();
        String host = shown.getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
