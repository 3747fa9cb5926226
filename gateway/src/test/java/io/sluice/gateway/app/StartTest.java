package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice start} as a user meets it: a process, its output, its signals. */
class StartTest {
    @TempDir
    Path folder;

    @Test
    void withNothingConfiguredItPrintsAKeyAndACurlLineThatWorks() throws Exception {
        try (Started sluice = Started.in(folder, "curl ")) {
            assertThat(sluice.lines()).hasSize(7).satisfies(lines -> {
                assertThat(lines.get(0)).startsWith("callers  http://127.0.0.1:");
                assertThat(lines.get(1))
                        .startsWith("admin    http://127.0.0.1:")
                        .contains("admin-key");
                assertThat(lines.get(2)).contains("only the simulated one");
                assertThat(lines.get(4)).startsWith("sk-sl-");
            });
            HttpResponse<String> answer = sluice.paste();
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"model\":\"demo\"");
            Started.await("the call is in the record", () -> calls().contains(id(answer)));
            assertThat(sluice.complaints())
                    .contains("loopback only", "clear text", "virtual keys", "data folder " + folder)
                    .doesNotContain("sk-sl-", "Exception");

            sluice.signal("TERM");
            assertThat(sluice.status()).isZero();
            assertThat(sluice.complaints()).doesNotContain("Exception", "ERROR", "WARN");
        }
    }

    @Test
    void aCallThatAKillCutsOffIsInTheRecordAfterTheNextStart() throws Exception {
        try (Simulator provider = Simulator.start().answer(Script.silence())) {
            configure(provider, "fast");
            CompletableFuture<Object> caller;
            try (Started sluice = Started.in(folder, "curl ", "--config", "sluice.yaml")) {
                assertThat(sluice.lines().getLast()).contains("/v1/models");
                String key = sluice.lines().get(3);
                caller = CompletableFuture.supplyAsync(() -> {
                    try {
                        return Started.send(sluice.url().resolve("/v1/chat/completions"), key, chat("fast"));
                    } catch (Exception cutOff) {
                        return cutOff;
                    }
                });
                provider.awaitRequest(Duration.ofSeconds(30));
            }
            assertThat(caller.get()).isInstanceOf(java.io.IOException.class);
            try (Started again = Started.in(folder, "There are keys already", "--config", "sluice.yaml")) {
                Started.await("the call is in the record", () -> calls().contains("\"crashed\""));
                assertThat(calls().lines()).hasSize(1);
                again.signal("INT");
                assertThat(again.status()).isZero();
            }
        }
    }

    @Test
    void inPlaceOfALiteLlmProxyEverythingIsOnOnePortAndAWeakMasterKeyIsToldLoudly() throws Exception {
        try (Simulator provider = Simulator.start()) {
            configure(provider, "fast");
            Files.writeString(
                    folder.resolve("sluice.yaml"),
                    "litellm: { master-key: sk-1234 }\n",
                    java.nio.file.StandardOpenOption.APPEND);
            try (Started sluice = Started.withoutAdmin(folder, "curl ", "--config", "sluice.yaml")) {
                assertThat(sluice.lines().get(0)).contains("with or without /v1");
                assertThat(sluice.lines().get(1)).contains(sluice.url().toString(), "LITELLM_MASTER_KEY", "models too");
                assertThat(sluice.complaints())
                        .contains("THE MASTER KEY IS WEAK", "has 7 characters")
                        .doesNotContain("sk-1234");
                assertThat(Started.send(sluice.url().resolve("/models"), "sk-1234", null)
                                .body())
                        .contains("\"fast\"");
                assertThat(Started.send(sluice.url().resolve("/metrics"), "sk-1234", null)
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void aChangedFileHoldsAtOnceAndABadOneChangesNothing() throws Exception {
        try (Simulator provider = Simulator.start()) {
            configure(provider, "fast");
            try (Started sluice = Started.in(folder, "curl ", "--config", "sluice.yaml")) {
                assertThat(sluice.paste().body()).contains("\"fast\"");
                configure(provider, "quick");
                Started.await(
                        "the changed file holds", () -> sluice.paste().body().contains("\"quick\""));

                Files.writeString(folder.resolve("sluice.yaml"), "modles: {}\n");
                Started.await("the bad file is told", () -> sluice.complaints().contains("did you mean"));
                assertThat(sluice.complaints()).contains("sluice.yaml:1:1", "the settings before it stay");
                assertThat(sluice.paste().body()).contains("\"quick\"");

                String before = sluice.complaints();
                sluice.signal("HUP");
                Started.await("SIGHUP reads it again", () -> sluice.complaints().length() > before.length());
                assertThat(sluice.paste().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void aPortOrAFolderThatIsInUseIsNamedWithWhatToDo() throws Exception {
        Shell shell = new Shell(folder);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell.Ran ran =
                    shell.run("start", "--listen", "127.0.0.1:" + other.getLocalPort(), "--admin", "127.0.0.1:0");
            assertThat(ran.status()).isEqualTo(Exit.FAILED);
            assertThat(ran.err()).contains("Cannot listen on 127.0.0.1:" + other.getLocalPort(), "another port");
        }
        try (Owner owner = Owner.of(shell.data())) {
            Shell.Ran ran = shell.run("start", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0");
            assertThat(owner).isNotNull();
            assertThat(ran.status()).isEqualTo(Exit.FAILED);
            assertThat(ran.err())
                    .contains("is in use by process " + ProcessHandle.current().pid(), "--data");
            assertThat(ran.out()).isEmpty();
        }
    }

    private void configure(Simulator provider, String model) throws Exception {
        Path next = Files.writeString(
                folder.resolve("next.yaml"),
                "data: ./sluice-data\n" + SluiceUnderTest.providers(provider) + "models: { " + model
                        + ": sim/gpt-test }\n");
        Files.move(next, folder.resolve("sluice.yaml"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private String calls() {
        return String.join("\n", new Shell(folder).run("calls", "--json").out());
    }

    private static String chat(String model) {
        return SluiceUnderTest.chatBody(model, "hi", "");
    }

    private static String id(HttpResponse<String> answer) {
        return List.copyOf(answer.headers().allValues("x-sluice-call-id")).getFirst();
    }
}
