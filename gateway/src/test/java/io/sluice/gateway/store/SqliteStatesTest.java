package io.sluice.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.account.Fingerprint;
import io.sluice.gateway.account.KeptAnswer;
import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.account.StoredKey;
import io.sluice.gateway.account.VirtualKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims and kept answers are in the database until their time is over. */
class SqliteStatesTest {
    private static final Owner MINE = new Owner("key:mine");
    private static final Owner THEIRS = new Owner("key:theirs");

    @TempDir
    Path folder;

    private static StateClaim claim(String id, Owner owner, int second) {
        return new StateClaim(id, owner, "openai", "c0", "gpt", "fast", Instant.ofEpochSecond(second));
    }

    private static KeptAnswer answer(String id, int second) {
        return new KeptAnswer(id, MINE, Instant.ofEpochSecond(second), new byte[] {1, 2, 3});
    }

    @Test
    void whatWasWrittenIsThereForTheNextProcess() throws Exception {
        try (SqliteStates states = SqliteStates.open(folder)) {
            states.write(
                    List.of(claim("resp_1", MINE, 1), claim("resp_1", THEIRS, 2), claim("resp_1", MINE, 3)),
                    List.of(answer("resp_2", 4)));
        }
        try (SqliteStates states = SqliteStates.open(folder)) {
            assertThat(states.claims("resp_1"))
                    .containsExactlyInAnyOrder(claim("resp_1", MINE, 1), claim("resp_1", THEIRS, 2));
            assertThat(states.claims("resp_2")).isEmpty();
            assertThat(Objects.requireNonNull(states.answer("resp_2")).sealed()).containsExactly(1, 2, 3);
            states.forget("resp_2");
            assertThat(states.answer("resp_2")).isNull();
        }
    }

    @Test
    void whatIsTooOldOrTooMuchIsForgotten() throws Exception {
        try (SqliteStates states = SqliteStates.open(folder)) {
            states.write(
                    List.of(claim("a", MINE, 1), claim("b", MINE, 2), claim("c", MINE, 3), claim("d", MINE, 4)),
                    List.of(answer("old", 1), answer("new", 2)));

            states.trim(Instant.ofEpochSecond(2), 1, Instant.ofEpochSecond(2));

            assertThat(states.claims("a")).as("too old").isEmpty();
            assertThat(states.claims("b")).as("too many").isEmpty();
            assertThat(states.claims("d")).hasSize(1);
            assertThat(states.answer("old")).isNull();
            assertThat(states.answer("new")).isNotNull();
        }
    }

    @Test
    void aDatabaseFromBeforeThereWereClaimsKeepsItsKeys() throws Exception {
        Schema first = new Schema(SluiceSchema.SCHEMA.migrations().subList(0, 1));
        VirtualKey key = new VirtualKey("key_1", "laptop", null, Instant.ofEpochSecond(1), null);
        Sqlite.Options options = new Sqlite.Options(Sqlite.Synchronous.FULL, Duration.ofSeconds(5));
        try (Connection old = Sqlite.open(folder.resolve(SqliteKeys.FILE), options, first);
                var insert = old.prepareStatement(
                        "INSERT INTO virtual_key (id, name, fingerprint, created) VALUES ('key_1', 'laptop', ?, 1000)")) {
            insert.setBytes(1, new byte[32]);
            insert.executeUpdate();
        }

        try (SqliteStates states = SqliteStates.open(folder);
                SqliteKeys keys = SqliteKeys.open(folder)) {
            assertThat(states.claims("a")).isEmpty();
            assertThat(keys.all()).containsExactly(new StoredKey(key, new Fingerprint(new byte[32]), null));
        }
    }
}
