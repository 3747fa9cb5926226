package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RenewedTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Deque<Runnable> started = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-20T00:00:00Z");
    private int fetched;
    private boolean down;

    private final Renewed<Token> token = new Renewed<>(this::fetch, () -> now, this::thread);

    @Test
    void callersWaitForOneFetchAndNobodyAfterIt() throws Exception {
        CompletableFuture<Void> first = token.ready();
        CompletableFuture<Void> second = token.ready();
        assertThat(first).isNotDone();
        assertThat(second).isSameAs(first);
        assertThatThrownBy(token::get).isInstanceOf(IllegalStateException.class);

        run();

        assertThat(first).isCompleted();
        assertThat(token.ready()).isCompleted();
        assertThat(token.get().value().reveal()).isEqualTo("token-1");
        assertThat(started).isEmpty();
    }

    @Test
    void itIsFetchedAnewAheadOfItsEndWhileCallsGoOn() throws Exception {
        ready();
        now = now.plus(HOUR).minusSeconds(240);

        assertThat(token.ready()).isCompleted();
        assertThat(token.get().value().reveal()).isEqualTo("token-1");
        assertThat(token.ready()).isCompleted();
        assertThat(started).hasSize(1);

        run();
        assertThat(token.get().value().reveal()).isEqualTo("token-2");
    }

    @Test
    void whatIsThereIsUsedToItsEndWhereNoOtherIsToBeHad() throws Exception {
        ready();
        down = true;
        now = now.plus(HOUR).minusSeconds(240);
        assertThat(token.ready()).isCompleted();
        run();

        assertThat(token.ready()).isCompleted();
        assertThat(started).as("a failed fetch is not repeated at once").isEmpty();

        now = now.plusSeconds(230);
        CompletableFuture<Void> late = token.ready();
        run();
        assertThat(late).isCompletedExceptionally();
    }

    @Test
    void aFailureIsToldToAllWhoWaitAndTriedAgainAfterAPause() throws Exception {
        down = true;
        CompletableFuture<Void> first = token.ready();
        run();
        assertThatThrownBy(first::get).hasCauseInstanceOf(SignFailed.class).hasMessageContaining("down");
        assertThat(token.ready()).isCompletedExceptionally();
        assertThat(started).isEmpty();

        down = false;
        now = now.plusSeconds(3);
        CompletableFuture<Void> later = token.ready();
        run();
        assertThat(later).isCompleted();
    }

    @Test
    void whatWasRefusedIsForgottenUnlessItIsFresh() throws Exception {
        ready();
        token.forget();
        assertThat(token.ready()).isCompleted();

        now = now.plusSeconds(120);
        token.forget();
        assertThat(token.ready()).isNotDone();
    }

    @Test
    void whatIsFixedIsNeverFetched() {
        Token mine = new Token(new Secret("mine"), Instant.MAX);
        Renewed<Token> fixed = Renewed.fixed(mine, () -> now, this::thread);
        fixed.forget();

        assertThat(fixed.ready()).isCompleted();
        assertThat(fixed.get()).isSameAs(mine);
        assertThat(started).isEmpty();
    }

    private void ready() {
        token.ready();
        run();
    }

    private Token fetch() throws SignFailed {
        if (down) {
            throw new SignFailed("the source is down");
        }
        fetched++;
        return new Token(new Secret("token-" + fetched), now.plus(HOUR));
    }

    private Thread thread(Runnable work) {
        started.add(work);
        return new Thread(() -> {});
    }

    private void run() {
        started.removeFirst().run();
    }
}
