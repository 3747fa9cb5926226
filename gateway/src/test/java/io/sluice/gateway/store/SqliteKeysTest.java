package io.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.account.Fingerprint;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKeysTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void whatWasAddedIsReadBackTheSame() throws IOException {
        var plain = stored("key_a", 1);
        var full = new StoredKey(
                new VirtualKey("key_b", "b '; --", List.of("fast", "openai/*"), MADE, MADE.plusSeconds(1)),
                fingerprint(2),
                MADE.plusSeconds(2));
        try (var keys = SqliteKeys.open(folder)) {
            keys.add(plain);
            keys.add(full);
        }
        try (var keys = SqliteKeys.open(folder)) {
            assertThat(keys.all()).containsExactly(plain, full);
        }
    }

    @Test
    void theFirstRevocationIsTheOneThatCounts() throws IOException {
        try (var keys = SqliteKeys.open(folder)) {
            keys.add(stored("key_a", 1));
            keys.revoke("key_a", MADE.plusSeconds(1));
            keys.revoke("key_a", MADE.plusSeconds(9));

            assertThat(keys.all()).extracting(StoredKey::revoked).containsExactly(MADE.plusSeconds(1));
        }
    }

    @Test
    void twoKeysCannotHaveTheSameSecret() throws IOException {
        try (var keys = SqliteKeys.open(folder)) {
            keys.add(stored("key_a", 1));

            assertThatThrownBy(() -> keys.add(stored("key_b", 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cannot write")
                    .hasMessageContaining("sluice.db");
        }
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        SqliteKeys.open(folder).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(SqliteKeys.FILE))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedWithTheWayOut() throws IOException, SQLException {
        SqliteKeys.open(folder).close();
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(SqliteKeys.FILE));
                var statement = newer.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> SqliteKeys.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("99")
                .hasMessageContaining("newer Sluice");
    }

    private static StoredKey stored(String id, int seed) {
        return new StoredKey(new VirtualKey(id, "name of " + id, null, MADE, null), fingerprint(seed), null);
    }

    private static Fingerprint fingerprint(int seed) {
        byte[] bytes = new byte[Fingerprint.LENGTH];
        bytes[0] = (byte) seed;
        return new Fingerprint(bytes);
    }
}
