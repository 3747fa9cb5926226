package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.faults.RawCaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T37: a link in or before the data folder leads no write astray, and no name in a URL leads to a file. */
class T37_LinksInTheDataFolderTest {
    private static final String PRECIOUS = "not to be touched";

    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path temporary;

    private DataFolder folder;
    private Path victim;

    @BeforeEach
    void make() throws IOException {
        folder = new DataFolder(temporary.resolve("data"));
        folder.make();
        victim = Files.writeString(temporary.resolve("victim"), PRECIOUS);
    }

    private void victimIsWhole() throws IOException {
        assertThat(victim).content().isEqualTo(PRECIOUS);
    }

    @Test
    void aDataFolderMayBeALinkToAFolder() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder.path());
        DataFolder linked = new DataFolder(link);
        linked.make();
        Secrets.of(linked, random);

        assertThat(folder.secrets()).isRegularFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secrets())))
                .isEqualTo("rw-------");
    }

    @Test
    void aDataFolderThatIsALinkToNothingOrToAFileIsRefused() throws Exception {
        for (Path target : List.of(temporary.resolve("nowhere"), victim)) {
            Path link = Files.createSymbolicLink(temporary.resolve("to-" + target.getFileName()), target);

            assertThatThrownBy(new DataFolder(link)::make)
                    .isInstanceOf(CommandFailed.class)
                    .hasMessageContaining("cannot make the data folder");
        }
        victimIsWhole();
    }

    @Test
    void aDataFolderThatOthersMayWriteToIsRefused() throws Exception {
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(folder::make)
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("chmod 700 " + folder.path());
    }

    @Test
    void theLockIsNotTakenThroughALink() throws Exception {
        Files.createSymbolicLink(folder.lock(), victim);

        assertThatThrownBy(() -> FolderLock.tryTake(folder)).isInstanceOf(IOException.class);
        victimIsWhole();
    }

    @Test
    void theSocketTakesTheLinksPlace() throws Exception {
        Files.createSymbolicLink(folder.socket(), victim);
        Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
        Path kept = Files.writeString(elsewhere.resolve("s"), PRECIOUS);
        Files.createSymbolicLink(folder.path().resolve("sluice.sock.new"), elsewhere);

        try (OwnedFolder owned = Objects.requireNonNull(OwnedFolder.tryTake(folder, InstantSource.system(), random));
                ControlSocket _ = ControlSocket.open(
                        folder, new OwnerCommands(owned.keys(), _ -> List.of(), InstantSource.system()))) {
            assertThat(Files.isSymbolicLink(folder.socket())).isFalse();
            assertThat(kept).content().isEqualTo(PRECIOUS);
        }
        victimIsWhole();
    }

    @Test
    void secretsAreNotReadThroughALinkToWhatOthersMayRead() throws Exception {
        Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-r--r--"));
        Files.createSymbolicLink(folder.secrets(), victim);

        assertThatThrownBy(() -> Secrets.of(folder, random))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("open to every user");
    }

    @Test
    void secretsAreNotWrittenThroughALink() throws Exception {
        Path nowhere = temporary.resolve("nowhere");
        Files.createSymbolicLink(folder.secrets(), nowhere);
        Files.createSymbolicLink(folder.path().resolve("secrets.new"), victim);
        Secrets.of(folder, random);

        assertThat(nowhere).doesNotExist();
        assertThat(Files.isSymbolicLink(folder.secrets())).isFalse();
        victimIsWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/link", "/data/link", "/v1/link", "/ui/link", "/ui/%2e%2e/link", "/v1/models/%2e%2e/link"})
    void noNameInAUrlLeadsToAFile(String path) throws Exception {
        try (SluiceUnderTest sluice = SluiceUnderTest.of("")) {
            Files.createSymbolicLink(sluice.folder().resolve("data").resolve("link"), victim);
            for (int port : List.of(sluice.port(), sluice.adminUrl().getPort())) {
                try (RawCaller caller = new RawCaller(port)) {
                    String key = port == sluice.port() ? sluice.key() : "admin-key";
                    RawCaller.Answer answer = caller.send(
                                    "GET " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + key + "\r\n\r\n")
                            .answer();

                    assertThat(answer.status()).isIn(400, 404);
                    assertThat(answer.body()).doesNotContain(PRECIOUS);
                }
            }
        }
    }
}
