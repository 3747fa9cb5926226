package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminKeyTest {
    private static final String STRONG = "8e1f5c0b9d7a43f2b6e8c1d4a7f03955";

    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesOneThatLaterStartsKeep() throws IOException {
        AdminKey first = key(Map.of());
        String text = Files.readString(data().adminKey()).strip();

        assertThat(text).hasSizeGreaterThanOrEqualTo(32);
        assertThat(first.opens(text)).isTrue();
        assertThat(key(Map.of()).opens(text)).isTrue();
        assertThat(first.opens(text + "x")).isFalse();
        assertThat(first.opens("")).isFalse();
        assertThat(first.toString()).doesNotContain(text);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().adminKey())))
                .isEqualTo("rw-------");
    }

    @Test
    void theEnvironmentsKeyCountsAndNoFileIsMade() throws IOException {
        AdminKey key = key(Map.of(AdminKey.VARIABLE, STRONG));

        assertThat(key.opens(STRONG)).isTrue();
        assertThat(key.origin()).isEqualTo("SLUICE_ADMIN_KEY");
        assertThat(Files.exists(data().adminKey())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sk-1234",
                "changeme",
                "password",
                "8e1f5c0b9d7a43f2b6e8c1d4a7f0395",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "0123456701234567012345670123456701234567",
                "sk-1234567890sk-1234567890sk-1234567890",
                "password-changeme-admin-secret-1234567890",
                "sluice-admin-key-master-key-password-123"
            })
    void aWeakKeyStopsTheStartWithASentence(String weak) {
        assertThatThrownBy(() -> key(Map.of(AdminKey.VARIABLE, weak)))
                .isInstanceOfSatisfying(CommandFailed.class, failed -> {
                    assertThat(failed.status()).isEqualTo(Exit.CONFIG);
                    assertThat(failed.text()).contains("SLUICE_ADMIN_KEY", "32", "openssl rand -hex 32");
                    assertThat(weak.isEmpty() || !failed.text().contains(weak)).isTrue();
                });
    }

    @Test
    void anEmptiedFileIsRefusedAndNotReplaced() throws IOException {
        Files.createDirectories(data().path());
        Files.createFile(
                data().adminKey(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertThatThrownBy(() -> key(Map.of()))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("remove the file");
    }

    private AdminKey key(Map<String, String> environment) throws IOException {
        data().make();
        return AdminKey.of(data(), environment, new SecureRandom());
    }

    private DataFolder data() {
        return new DataFolder(folder.resolve("data"));
    }
}
