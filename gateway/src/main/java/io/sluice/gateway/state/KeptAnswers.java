package io.sluice.gateway.state;

import io.sluice.gateway.account.KeptAnswer;
import io.sluice.gateway.account.Owner;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers no provider keeps, kept here encrypted, for their owner, and for a time. One is there for the next request as
 * soon as {@link #keep} returns; the store has it a moment later.
 */
public final class KeptAnswers {
    private static final int MOST_EACH = 32 << 20;
    private static final long MOST_UNWRITTEN = 64 << 20;

    private final StateDesk desk;
    private final Sealing sealing;
    private final InstantSource clock;
    private final Map<String, Kept> unwritten = new ConcurrentHashMap<>();
    private final AtomicLong unwrittenBytes = new AtomicLong();

    /** Answers kept in that desk's store. */
    public KeptAnswers(StateDesk desk, Sealing sealing, InstantSource clock) {
        this.desk = desk;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** Keeps an answer, unless it is too large or the store is too far behind. Never waits. */
    void keep(Kept kept) {
        if (kept.size() > MOST_EACH || unwrittenBytes.addAndGet(kept.size()) > MOST_UNWRITTEN) {
            unwrittenBytes.addAndGet(kept.size() > MOST_EACH ? 0 : -kept.size());
            return;
        }
        unwritten.put(kept.id(), kept);
        desk.write(new StateDesk.Making() {
            @Override
            public @Nullable KeptAnswer make() throws IOException {
                Kept still = unwritten.get(kept.id());
                return still == null ? null : still.sealed(sealing);
            }

            @Override
            public void written() {
                unwritten.remove(kept.id());
                unwrittenBytes.addAndGet(-kept.size());
            }
        });
    }

    /**
     * The answer of that id, if it is that owner's and not older than {@code last}; else null. Waits for the store.
     *
     * @throws IOException where the store cannot be read, or what is in it cannot be decrypted
     */
    @Nullable
    Kept find(String id, Owner owner, Duration last) throws IOException, InterruptedException {
        Kept kept = unwritten.get(id);
        if (kept == null) {
            KeptAnswer row = desk.answer(id);
            kept = row == null || !row.owner().equals(owner) ? null : Kept.opened(row, sealing);
        }
        boolean theirs = kept != null
                && kept.owner().equals(owner)
                && kept.made().plus(last).isAfter(clock.instant());
        return theirs ? kept : null;
    }

    /** Forgets an answer for good. Waits for the store. */
    void forget(String id) throws IOException, InterruptedException {
        unwritten.remove(id);
        desk.forget(id);
    }
}
