package io.sluice.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.store.SqliteKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRegisterTest {
    private final ManualClock clock = new ManualClock();
    private final SecretKey macKey = new SecretKeySpec(new byte[32], "HmacSHA256");

    @TempDir
    Path folder;

    private KeyRegister keys;

    @BeforeEach
    void open() throws IOException {
        keys = KeyRegister.load(SqliteKeys.open(folder), macKey, clock, new SecureRandom());
    }

    @AfterEach
    void close() throws IOException {
        keys.close();
    }

    @Test
    void everythingOfAKeyIsThereAfterARestart() throws IOException {
        var wish = new KeyWish("laptop", List.of("fast", "openai/*"), Duration.ofDays(30));
        var made = (Issued.Made) keys.create(wish);
        make("old", null);
        keys.revoke("old");
        List<StoredKey> before = keys.list();

        close();
        open();

        assertThat(keys.list()).isEqualTo(before);
        assertThat(keys.directory().forLoop().find(made.secret().reveal())).isEqualTo(new Lookup.Known(made.key()));
        assertThat(made.key().models()).containsExactly("fast", "openai/*");
        assertThat(made.key().expires()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    void theSecretIsInNoFileAndInNoText() throws IOException {
        var made = make("laptop", null);
        String secret = made.secret().reveal();

        assertThat(made.toString()).doesNotContain(secret.substring(6, 18));
        assertThat(keys.list().toString()).doesNotContain(secret.substring(6, 18));
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(secret.substring(6, 18));
            }
        }
    }

    @Test
    void aNameBelongsToOneLiveKeyOnly() throws IOException {
        var first = make("laptop", null);

        assertThat(keys.create(new KeyWish("laptop", null, null)))
                .isInstanceOfSatisfying(
                        Issued.NameTaken.class,
                        taken -> assertThat(taken.holder().key()).isEqualTo(first.key()));
    }

    @Test
    void aRevokedOrExpiredKeyGivesItsNameBack() throws IOException {
        make("laptop", Duration.ofMinutes(1));
        clock.forward(Duration.ofMinutes(1));
        make("laptop", null);
        keys.revoke("laptop");
        make("laptop", null);

        assertThat(keys.list()).hasSize(3);
    }

    @Test
    void aNameRevokesItsLiveKeyAndNoOther() throws IOException {
        var expired = make("laptop", Duration.ofMinutes(1));
        clock.forward(Duration.ofMinutes(1));
        var live = make("laptop", null);

        assertThat(keys.revoke("laptop")).isEqualTo(new Revocation.Done(live.key()));
        assertThat(keys.list())
                .filteredOn(known -> known.revoked() == null)
                .extracting(StoredKey::key)
                .containsExactly(expired.key());
    }

    @Test
    void anIdRevokesExactlyItsKey() throws IOException {
        make("desktop", null);
        var made = make("laptop", null);

        assertThat(keys.revoke(made.key().id())).isEqualTo(new Revocation.Done(made.key()));
        assertThat(keys.revoke("desktop")).isInstanceOf(Revocation.Done.class);
    }

    @Test
    void aNameOfSeveralExpiredKeysIsAmbiguous() throws IOException {
        for (int i = 0; i < 2; i++) {
            make("laptop", Duration.ofMinutes(1));
            clock.forward(Duration.ofMinutes(1));
        }

        assertThat(keys.revoke("laptop"))
                .isInstanceOfSatisfying(
                        Revocation.Ambiguous.class,
                        ambiguous -> assertThat(ambiguous.keys()).hasSize(2));
    }

    @Test
    void revokingTwiceKeepsTheFirstTimeAndANameNobodyHasIsSaid() throws IOException {
        make("laptop", null);
        keys.revoke("laptop");
        var first = keys.list();
        clock.forward(Duration.ofMinutes(1));

        assertThat(keys.revoke("laptop")).isInstanceOf(Revocation.Already.class);
        assertThat(keys.list()).isEqualTo(first);
        assertThat(keys.revoke("nobody")).isEqualTo(new Revocation.NoSuchKey());
    }

    @Test
    void theNewestIsListedFirst() throws IOException {
        make("first", null);
        clock.forward(Duration.ofSeconds(1));
        make("second", null);

        assertThat(keys.list()).extracting(known -> known.key().name()).containsExactly("second", "first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " laptop", "key_laptop", "lap\ntop", "lap\u001b[2Jtop", "lap\u202etop"})
    void aNameThatCouldDeceiveIsNoName(String name) {
        assertThatThrownBy(() -> new KeyWish(name, null, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private Issued.Made make(String name, @Nullable Duration lifetime) throws IOException {
        return (Issued.Made) keys.create(new KeyWish(name, null, lifetime));
    }
}
