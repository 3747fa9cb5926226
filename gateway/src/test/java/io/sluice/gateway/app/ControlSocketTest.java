package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlSocketTest {
    @TempDir
    Path folder;

    @Test
    void onlyTheOwnerOfTheFolderMayConnect() throws IOException {
        try (var _ = Owner.of(shell().data())) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(shell().data().socket())))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.exists(shell().data().socket())).isFalse();
    }

    @Test
    void theStatusAndBothStreamsComeBackAsTheyWere() throws IOException {
        try (var _ = Owner.of(shell().data())) {
            assertThat(shell().run("key", "list").err()).contains("There are no keys");
            var refused = shell().run("key", "revoke", "nobody \"\\ \u00e9");

            assertThat(refused.status()).isEqualTo(Exit.FAILED);
            assertThat(refused.err()).contains("nobody \"\\ \u00e9").startsWith("sluice: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "what?\n", "{\"a\": 1}\n", "[1]\n", "[\"key\"", "[]\n[]\n", "[[[[[[[[\n"})
    void whoSpeaksAnotherProtocolIsLeftAloneAndTheNextClientIsAnswered(String said) throws IOException {
        try (var _ = Owner.of(shell().data())) {
            try (var rude =
                    SocketChannel.open(UnixDomainSocketAddress.of(shell().data().socket()))) {
                rude.write(ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8)));
            }

            assertThat(shell().run("key", "create", "--name", "laptop").status())
                    .isZero();
        }
    }

    @Test
    void aLineWithoutEndIsCutOff() throws IOException {
        try (var _ = Owner.of(shell().data());
                var endless = SocketChannel.open(
                        UnixDomainSocketAddress.of(shell().data().socket()))) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1_000; i++) {
                            endless.write(ByteBuffer.wrap(new byte[64 * 1024]));
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void commandsOfTheOwnerItselfAreNotRunForOthers() throws IOException {
        try (var _ = Owner.of(shell().data())) {
            var terminal = new Recorded();

            assertThat(ControlClient.ask(shell().data(), List.of("start"), terminal))
                    .hasValue(Exit.USAGE);
            assertThat(ControlClient.ask(shell().data(), List.of("frobnicate"), terminal))
                    .hasValue(Exit.USAGE);
        }
    }

    @Test
    void ofManyWhoWantTheSameNameAtOnceOneGetsIt() throws Exception {
        try (var _ = Owner.of(shell().data());
                var clients = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> wishes = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                wishes.add(
                        () -> shell().run("key", "create", "--name", "laptop").status());
            }
            int made = 0;
            for (var wish : clients.invokeAll(wishes, 20, TimeUnit.SECONDS)) {
                made += wish.get() == Exit.OK ? 1 : 0;
            }

            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    void anOwnerThatEndsAmidAnAnswerIsSaid() throws Exception {
        shell().data().make();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var dying = Executors.newSingleThreadExecutor()) {
            server.bind(UnixDomainSocketAddress.of(shell().data().socket()));
            var gone = dying.submit(() -> {
                server.accept().close();
                return true;
            });
            var ran = shell().run("key", "list");

            assertThat(gone.get(5, TimeUnit.SECONDS)).isTrue();
            assertThat(ran.status()).isEqualTo(Exit.FAILED);
            assertThat(ran.err()).contains("ended before it had answered");
        }
    }

    @Test
    void aFolderDeeperThanASocketPathMayBeLongStillWorks() throws IOException {
        Path deep = folder;
        for (int i = 0; i < 12; i++) {
            deep = deep.resolve("a-folder-name-of-some-length");
        }
        Files.createDirectories(deep);
        try (var owner = Owner.of(new Shell(deep).data())) {
            String secret =
                    new Shell(deep).run("key", "create", "--name", "laptop").line();

            assertThat(owner.find(secret)).isNotNull();
            assertThat(Files.exists(new Shell(deep).data().socket())).isTrue();
        }
    }

    private Shell shell() {
        return new Shell(folder);
    }
}
