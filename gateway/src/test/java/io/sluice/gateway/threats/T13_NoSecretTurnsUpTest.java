package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** T13: secrets of every sort go through five hundred calls that fail, and are found in nothing that comes out. */
class T13_NoSecretTurnsUpTest {
    private final Canaries canaries = new Canaries();
    private final Map<String, String> out = new TreeMap<>();
    private final StringBuilder answers = new StringBuilder();
    private final String provider = canaries.make("provider key");
    private final String second = canaries.make("second provider key");
    private final String wrong = canaries.make("unknown key");
    private final String query = canaries.make("key in the query");
    private final String cookie = canaries.make("cookie");
    private final String own = canaries.make("caller's own credential");
    private final String proxy = canaries.make("proxy credential");
    private final String organization = canaries.make("organization");
    private final String admin = canaries.make("wrong admin key");
    private final String prompt = canaries.make("prompt");
    private int calls;

    @Test
    void nothingThatComesOutHoldsAPieceOfASecret() throws Exception {
        ByteArrayOutputStream standardError = new ByteArrayOutputStream();
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Handler listener = listener(log);
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        PrintStream realError = System.err;
        root.addHandler(listener);
        root.setLevel(Level.FINE);
        System.setErr(new PrintStream(standardError, true, StandardCharsets.UTF_8));
        try {
            run();
        } finally {
            System.setErr(realError);
            root.setLevel(before);
            root.removeHandler(listener);
        }
        out.put("answers", answers.toString());
        out.put("log", String.join("", log));
        out.put("standard error", standardError.toString(StandardCharsets.UTF_8));

        List<String> found = new ArrayList<>();
        out.forEach((where, text) -> found.addAll(canaries.in(where, text)));
        assertThat(found).isEmpty();
        assertThat(calls).isGreaterThan(500);
        assertThat(out).containsKeys("metrics");
        assertThat(out.get("standard error")).contains("upstream_auth");
        assertThat(canaries.in("a text that holds one", "x" + provider.substring(3, 20)))
                .isNotEmpty();
    }

    private void run() throws Exception {
        try (Simulator sim = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(configuration(sim))) {
            canaries.watch("virtual key", sluice.key());
            String revoked = canaries.watch("revoked key", sluice.makeKey(new KeyWish("gone", null, null)));
            String narrow = canaries.watch("narrow key", sluice.makeKey(new KeyWish("narrow", List.of("x"), null)));
            sluice.revoke("gone");
            for (Script script : scripts()) {
                sim.answer(script);
                for (String model : List.of("sim/m", "fast", "other/m", "mine/m")) {
                    ask(sluice, sluice.key(), model, false);
                    ask(sluice, sluice.key(), model, true);
                    for (String path : List.of("/v1/completions", "/v1/embeddings")) {
                        send(sluice, sluice.key(), path, SluiceUnderTest.chatBody(model, prompt, ""));
                    }
                }
            }
            for (String key : List.of(revoked, narrow, wrong, own, "")) {
                for (String model : List.of("sim/m", "no-such", "dead/m", "plain/m", "mine/m")) {
                    ask(sluice, key, model, false);
                    ask(sluice, key, model, true);
                    send(sluice, key, "/v1/embeddings", SluiceUnderTest.chatBody(model, prompt, ""));
                }
            }
            broken(sluice);
            admin(sluice);
            out.put("record", sluice.calls().toString());
            files(sluice.folder());
        }
    }

    private String configuration(Simulator sim) {
        return "log: calls\nproviders:\n"
                + "  sim: { dialect: openai-chat, url: \"" + sim.url() + "/v1\", key: \"" + provider + "\" }\n"
                + "  other: { dialect: openai-chat, url: \"" + sim.url() + "/v1\", key: \"" + second + "\" }\n"
                + "  mine: { dialect: openai-chat, url: \"" + sim.url() + "/v1\", key: caller }\n"
                + "  dead: { dialect: openai-chat, url: \"http://127.0.0.1:1/v1\", key: \"" + provider + "\" }\n"
                + "  plain: { dialect: openai-chat, url: \"" + sim.url().replace("http:", "https:") + "/v1\", key: \""
                + second + "\" }\nmodels: { fast: sim/m }\n";
    }

    private List<Script> scripts() {
        // What is said of a caller's own credential is for him; what is said of ours is not.
        Script echo = Script.asked(request -> Script.json(
                401,
                "{\"error\":{\"message\":\"Incorrect API key provided: "
                        + request.header("authorization").orElse("").replace(own, "yours") + "\"}}"));
        List<Script> scripts = new ArrayList<>(List.of(
                Script.text("ok"),
                echo,
                Script.json(200, "not json " + prompt),
                Script.json(200, "{\"a\":" + provider),
                Script.status(204),
                Script.status(302).header("location", "http://127.0.0.1:1/" + provider),
                Script.json(200, "<html>" + provider + "</html>").contentType("text/html"),
                Script.sse(Lane.event("a"), "{nonsense"),
                Script.sse(Lane.event("a")),
                Script.sse(Lane.event("a")).cutBodyAfter(50, Ending.RST),
                Script.json(200, "{}").cutAfter(10, Ending.FIN),
                Script.json(200, "{}").header("content-encoding", provider),
                Script.raw("HTTP/1.1 200 " + provider + "\r\nx y: " + provider + "\r\n\r\n"),
                Script.raw(provider + "\r\n\r\n"),
                Script.raw("HTTP/1.1 200 OK\r\ncontent-length: " + provider + "\r\n\r\n")));
        for (int status : new int[] {400, 403, 404, 408, 413, 422, 429, 500, 502, 503, 529}) {
            scripts.add(Script.json(status, "{\"error\":{\"message\":\"no\"}}")
                    .header("set-cookie", cookie)
                    .header("x-echo", provider));
        }
        return scripts;
    }

    private void ask(SluiceUnderTest sluice, String key, String model, boolean stream) throws Exception {
        String body = SluiceUnderTest.chatBody(model, prompt, stream ? ",\"stream\":true" : "");
        send(sluice, key, "/v1/chat/completions", body);
    }

    private void broken(SluiceUnderTest sluice) throws Exception {
        for (String body : List.of(
                "{\"model\":\"sim/m\",\"messages\":\"" + prompt + "\"",
                "{\"model\":\"sim/m\"," + prompt + "}",
                "{\"model\":\"sim/m\",\"" + prompt + "\":1,\"" + prompt + "\":nope}",
                "{\"messages\":[\"" + prompt + "\"]}",
                prompt)) {
            for (String path : List.of("/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/nowhere")) {
                send(sluice, sluice.key(), path, body);
            }
        }
        for (String lines : List.of("\r\n: " + cookie, "\r\nbad header " + cookie, "\r\ncontent-length: " + cookie)) {
            try (RawCaller caller = new RawCaller(sluice.port())) {
                answers.append(caller.send("POST /v1/chat/completions HTTP/1.1\r\nhost: a\r\nauthorization: Bearer "
                                + sluice.key() + lines + "\r\n\r\n")
                        .answer());
                calls++;
            }
        }
    }

    private void send(SluiceUnderTest sluice, String key, String path, String body) throws Exception {
        try (RawCaller caller = new RawCaller(sluice.port())) {
            caller.send("POST " + path + "?key=" + query + " HTTP/1.1\r\nhost: a\r\nx-sluice-key: " + key
                    + "\r\nauthorization: Bearer " + own + "\r\ncookie: " + cookie + "\r\nproxy-authorization: Basic "
                    + proxy + "\r\nopenai-organization: " + organization + "\r\ncontent-length: " + body.length()
                    + "\r\n\r\n" + body);
            RawCaller.Answer answer = caller.answer();
            answers.append(answer.head()).append(answer.body());
            calls++;
        }
    }

    private void admin(SluiceUnderTest sluice) throws Exception {
        for (String key : List.of(admin, "admin-key")) {
            for (String path : List.of("/metrics", "/admin/v1/keys", "/readyz", "/livez")) {
                HttpResponse<String> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(sluice.adminUrl().resolve(path))
                                        .header("authorization", "Bearer " + key)
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                answers.append(answer.headers().map()).append(answer.body());
                calls++;
                if (path.equals("/metrics") && answer.statusCode() == 200) {
                    out.put("metrics", answer.body());
                }
            }
        }
    }

    // The configuration of this gateway lies beside the data folder and holds the provider's keys: that is where they
    // live.
    private void files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!name.equals("secrets") && !name.equals("admin-key")) {
                    out.put("file " + name, Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(out.keySet()).anyMatch(name -> name.contains("sluice.db"));
    }

    private static Handler listener(Queue<String> log) {
        SimpleFormatter formatter = new SimpleFormatter();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (!String.valueOf(record.getLoggerName()).startsWith("jdk.")) {
                    log.add(formatter.format(record));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.FINE);
        return handler;
    }
}
