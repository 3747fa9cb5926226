package io.sluice.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.account.KeyStore;
import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.store.SqliteKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDirectoryTest {
    private final ManualClock clock = new ManualClock();
    private final SecureRandom random = new SecureRandom();
    private final SecretKey macKey = new SecretKeySpec(new byte[32], "HmacSHA256");

    @TempDir
    Path folder;

    private CountingStore store;
    private KeyRegister keys;

    @BeforeEach
    void open() throws IOException {
        store = new CountingStore(SqliteKeys.open(folder));
        keys = KeyRegister.load(store, macKey, clock, random);
    }

    @AfterEach
    void close() throws IOException {
        keys.close();
    }

    @Test
    void aKeyIsKnownAtOnceToEveryLoop() throws IOException {
        Directory early = keys.directory().forLoop();
        var made = make("laptop", null);

        assertThat(early.find(made.secret().reveal())).isEqualTo(new Lookup.Known(made.key()));
        assertThat(keys.directory().forLoop().find(made.secret().reveal())).isInstanceOf(Lookup.Known.class);
    }

    @Test
    void aRevokedKeyIsRevokedForTheVeryNextQuestion() throws IOException {
        Directory directory = keys.directory().forLoop();
        var made = make("laptop", null);
        directory.find(made.secret().reveal());
        keys.revoke("laptop");

        assertThat(directory.find(made.secret().reveal())).isEqualTo(new Lookup.Revoked(made.key()));
    }

    @Test
    void aKeyExpiresWhenItsTimeIsOver() throws IOException {
        Directory directory = keys.directory().forLoop();
        var made = make("laptop", Duration.ofMinutes(1));

        clock.forward(Duration.ofSeconds(59));
        assertThat(directory.find(made.secret().reveal())).isInstanceOf(Lookup.Known.class);
        clock.forward(Duration.ofSeconds(1));
        assertThat(directory.find(made.secret().reveal())).isEqualTo(new Lookup.Expired(made.key()));
    }

    @Test
    void whatADatabaseThiefFindsIsNoKey() throws IOException {
        make("laptop", null);
        Directory directory = keys.directory().forLoop();
        try (KeyStore stolen = SqliteKeys.open(folder)) {
            for (StoredKey row : stolen.all()) {
                byte[] mac = row.fingerprint().bytes();
                assertThat(directory.find(HexFormat.of().formatHex(mac))).isInstanceOf(Lookup.Unknown.class);
                assertThat(directory.find(Base64.getEncoder().encodeToString(mac)))
                        .isInstanceOf(Lookup.Unknown.class);
                assertThat(directory.find("sk-sl-" + Base64.getUrlEncoder().encodeToString(mac)))
                        .isInstanceOf(Lookup.Unknown.class);
                assertThat(directory.find(row.key().id())).isInstanceOf(Lookup.Unknown.class);
            }
        }
    }

    @Test
    void underAnotherPepperTheSameDatabaseKnowsNoKey() throws IOException {
        var made = make("laptop", null);
        byte[] other = new byte[32];
        other[0] = 1;
        try (var elsewhere =
                KeyRegister.load(SqliteKeys.open(folder), new SecretKeySpec(other, "HmacSHA256"), clock, random)) {
            assertThat(elsewhere.directory().forLoop().find(made.secret().reveal()))
                    .isInstanceOf(Lookup.Unknown.class);
        }
    }

    @Test
    void aFloodOfBadKeysNeverReachesTheStore() throws IOException {
        make("laptop", null);
        Directory directory = keys.directory().forLoop();
        int before = store.asked();
        for (int i = 0; i < 10_000; i++) {
            String bad = i % 2 == 0 ? "sk-sl-" + i : KeyText.fresh(random);
            assertThat(directory.find(bad)).isInstanceOf(Lookup.Unknown.class);
        }

        assertThat(store.asked()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource
    void garbageIsUnknownAndNeverAnException(String garbage) {
        assertThat(keys.directory().forLoop().find(garbage)).isInstanceOf(Lookup.Unknown.class);
    }

    static String[] garbageIsUnknownAndNeverAnException() {
        String shaped = "sk-sl-" + "a".repeat(49);
        return new String[] {
            "",
            " ",
            "sk-sl-",
            "' OR '1'='1' --",
            "\"; DROP TABLE virtual_key; --",
            "sk-sl-\0" + "a".repeat(48),
            shaped,
            shaped.replace("aaa", "\u0661\u0662\u0663"),
            shaped.replace("aaa", "\u0161\u0162\u0163"),
            "\ud800".repeat(55),
            "\ud83d\ude00".repeat(28),
            "x".repeat(8 * 1024),
            "sk-sl-" + "9".repeat(8 * 1024)
        };
    }

    private Issued.Made make(String name, @Nullable Duration lifetime) throws IOException {
        return (Issued.Made) keys.create(new KeyWish(name, null, lifetime));
    }
}
