package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path temporary;

    private DataFolder folder;

    @BeforeEach
    void make() {
        folder = new DataFolder(temporary.resolve("data"));
        folder.make();
    }

    @Test
    void theyAreMadeOnceAndReadEverAfter() throws IOException {
        byte[] first = Secrets.of(folder, random).key(Purpose.VIRTUAL_KEYS).getEncoded();
        byte[] later = Secrets.of(folder, random).key(Purpose.VIRTUAL_KEYS).getEncoded();

        assertThat(later).isEqualTo(first).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secrets())))
                .isEqualTo("rw-------");
    }

    @Test
    void everyPurposeHasAKeyOfItsOwnAndNoneIsInTheFile() throws IOException {
        var secrets = Secrets.of(folder, random);
        var keys = new HashSet<List<Byte>>();
        for (Purpose purpose : Purpose.values()) {
            byte[] key = secrets.key(purpose).getEncoded();
            keys.add(IntStream.range(0, key.length).mapToObj(i -> key[i]).toList());
            assertThat(Files.readString(folder.secrets()))
                    .doesNotContain(Base64.getEncoder().encodeToString(key));
        }

        assertThat(keys).hasSize(Purpose.values().length);
    }

    @Test
    void twoFoldersShareNothing() throws IOException {
        var elsewhere = new DataFolder(temporary.resolve("elsewhere"));
        elsewhere.make();

        assertThat(Secrets.of(elsewhere, random).key(Purpose.VIRTUAL_KEYS))
                .isNotEqualTo(Secrets.of(folder, random).key(Purpose.VIRTUAL_KEYS));
    }

    @Test
    void aFileEveryUserCanReadIsRefusedWithTheRemedy() throws IOException {
        Secrets.of(folder, random);
        Files.setPosixFilePermissions(folder.secrets(), PosixFilePermissions.fromString("rw-r--r--"));

        refused("chmod 600");
    }

    @Test
    void anyDamageIsNoticed() throws IOException {
        Secrets.of(folder, random);
        String whole = Files.readString(folder.secrets());
        for (int at = "sluice-secrets 1".length(); at < whole.length(); at++) {
            char other = whole.charAt(at) == 'A' ? 'B' : 'A';
            Files.writeString(folder.secrets(), whole.substring(0, at) + other + whole.substring(at + 1));
            refused("damaged");
            Files.writeString(folder.secrets(), whole.substring(0, at));
            refused("damaged");
        }
    }

    @Test
    void aNewerFileIsNotCalledDamaged() throws IOException {
        Secrets.of(folder, random);
        Files.writeString(folder.secrets(), "sluice-secrets 2\nwhatever\n");

        refused("newer version");
    }

    @Test
    void lostSecretsAreNotReplacedWhileKeysDependOnThem() throws IOException {
        Files.createFile(folder.path().resolve("sluice.db"));

        refused("Restore");
        assertThat(Files.exists(folder.secrets())).isFalse();
    }

    @Test
    void whatAKilledFirstStartLeftIsNoHindrance() throws IOException {
        Files.writeString(folder.path().resolve("secrets.new"), "sluice-sec");

        assertThat(Secrets.of(folder, random)).isNotNull();
        assertThat(Files.exists(folder.path().resolve("secrets.new"))).isFalse();
    }

    private void refused(String said) {
        assertThatThrownBy(() -> Secrets.of(folder, random)).isInstanceOfSatisfying(CommandFailed.class, failed -> {
            assertThat(failed.status()).isEqualTo(Exit.FAILED);
            assertThat(failed.text()).contains(said).contains(folder.secrets().toString());
        });
    }
}
