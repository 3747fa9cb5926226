package io.sluice.gateway.app;

import java.net.InetSocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a start prints once the listeners answer: where they are, the first key, a line to paste, what is open. */
final class Banner {
    private final Gateway gateway;
    private final DataFolder folder;
    private final AdminKey adminKey;
    private final @Nullable String firstKey;
    private final @Nullable String file;
    private final @Nullable String model;

    /**
     * The banner of a start.
     *
     * @param firstKey the key made at this start, or null where there were keys
     * @param file the configuration, or null where there is none
     * @param model the model of the curl line, or null for a line that asks which models there are
     */
    Banner(
            Gateway gateway,
            DataFolder folder,
            AdminKey adminKey,
            @Nullable String firstKey,
            @Nullable String file,
            @Nullable String model) {
        this.gateway = gateway;
        this.folder = folder;
        this.adminKey = adminKey;
        this.firstKey = firstKey;
        this.file = file;
        this.model = model;
    }

    void print(Terminal terminal) {
        Settings settings = gateway.configuration().settings();
        String url = (settings.tls() == null ? "http://" : "https://") + authority(gateway.dataAddress());
        terminal.out("Sluice listens");
        terminal.out("  callers  " + url + "  (OpenAI clients: base URL " + url + "/v1)");
        terminal.out("  admin    http://" + authority(gateway.adminAddress()) + "  (key: " + adminKey.origin() + ")");
        terminal.out("  data     " + folder.path());
        terminal.out("  config   " + (file == null ? "none; providers come from the environment" : file));
        providers(terminal);
        security(terminal, settings);
        if (settings.auth() == Settings.Auth.KEYS) {
            key(terminal);
        }
        terminal.out("");
        if (settings.auth() == Settings.Auth.KEYS && firstKey == null) {
            terminal.out("Make a key with: sluice key create --name NAME");
        } else {
            terminal.out("Try it:");
            terminal.out(curl(url));
        }
    }

    private void providers(Terminal terminal) {
        Set<String> ids = gateway.configuration().providers().keySet();
        terminal.out("  models   " + (ids.isEmpty() ? "no provider is configured" : "of " + String.join(", ", ids)));
        if (ids.equals(Set.of("simulator"))) {
            terminal.out(
                    "           only the simulated provider answers, as model \"demo\": no credential of a provider is"
                            + " in the environment");
        }
    }

    private static void security(Terminal terminal, Settings settings) {
        boolean loopback = settings.listen().loopback() && settings.admin().loopback();
        terminal.out("  security " + (settings.auth() == Settings.Auth.KEYS ? "virtual keys" : "NO KEY IS ASKED FOR")
                + ", " + (settings.tls() == null ? "clear text" : "TLS")
                + ", " + (loopback ? "loopback only" : "REACHABLE FROM OTHER MACHINES")
                + ", record " + (settings.record() == Settings.Recording.CALLS ? "on" : "OFF")
                + ", metrics " + (settings.metrics() == Settings.Metrics.OPEN ? "open" : "behind the admin key")
                + "; prompts and answers are not stored");
    }

    private void key(Terminal terminal) {
        if (firstKey != null) {
            terminal.out("");
            terminal.out("A first key, shown this once:");
            terminal.out(firstKey);
        }
    }

    private String curl(String url) {
        String bearer = firstKey == null ? "" : " -H \"Authorization: Bearer " + firstKey + "\"";
        if (model == null) {
            return "curl " + url + "/v1/models" + bearer;
        }
        return "curl " + url + "/v1/chat/completions" + bearer + " -H \"Content-Type: application/json\""
                + " -d '{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}'";
    }

    private static String authority(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
