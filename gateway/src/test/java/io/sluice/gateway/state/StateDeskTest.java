package io.sluice.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.account.StateStore;
import io.sluice.gateway.store.SqliteStates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is remembered outlives a store that fails for a while, and what is kept ends with its time. */
class StateDeskTest {
    private static final Owner MINE = new Owner("key:mine");
    private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

    @TempDir
    Path folder;

    private StateDesk desk(StateStore.Opening opening, AtomicReference<Instant> now) {
        return new StateDesk(opening, Thread.ofPlatform().daemon().factory(), now::get);
    }

    private static StateClaim claim(String id) {
        return new StateClaim(id, MINE, "openai", "", "gpt", null, NOW);
    }

    @Test
    void aStoreThatFailedIsWrittenOnceItIsBack() throws Exception {
        AtomicReference<StateStore.Opening> opening = new AtomicReference<>(() -> {
            throw new IOException("the disk is gone");
        });
        try (StateDesk desk = desk(() -> opening.get().open(), new AtomicReference<>(NOW))) {
            StateBook book = new StateBook(desk);
            book.claim(claim("resp_1"));
            assertThat(book.remembered("resp_1")).containsExactly(claim("resp_1"));
            assertThatThrownBy(() -> book.claims("resp_2")).hasMessageContaining("the disk is gone");

            opening.set(() -> SqliteStates.open(folder));
            book.claim(claim("resp_2"));
        }

        try (StateDesk next = desk(() -> SqliteStates.open(folder), new AtomicReference<>(NOW))) {
            assertThat(new StateBook(next).claims("resp_1")).containsExactly(claim("resp_1"));
            assertThat(new StateBook(next).claims("resp_2")).containsExactly(claim("resp_2"));
        }
    }

    @Test
    void aKeptAnswerIsThereForItsTimeAndItsOwner() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Sealing sealing = new Sealing(new SecretKeySpec(new byte[32], "HmacSHA256"), new SecureRandom());
        try (StateDesk desk = desk(() -> SqliteStates.open(folder), now)) {
            KeptAnswers answers = new KeptAnswers(desk, sealing, now::get);
            answers.keep(new Kept("resp_1", MINE, NOW, "", new byte[] {1}, new byte[] {2}));

            Duration week = Duration.ofDays(7);
            assertThat(answers.find("resp_1", new Owner("key:theirs"), week)).isNull();
            now.set(NOW.plus(week).minusSeconds(1));
            assertThat(answers.find("resp_1", MINE, week)).isNotNull();
            now.set(NOW.plus(week));
            assertThat(answers.find("resp_1", MINE, week)).isNull();
        }
    }
}
