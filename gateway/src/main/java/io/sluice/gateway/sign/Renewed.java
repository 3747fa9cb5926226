package io.sluice.gateway.sign;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Something fetched, kept, and fetched again before it expires.
 *
 * <p>What is good is given at once. From {@link #AHEAD} before its end it is fetched anew beside the calls that go on using
 * it; when that fails, what is there is used until its end. Only when nothing good is there do calls wait, all for the same
 * fetch. After a failure the next attempt waits a little, so that a provider of tokens in trouble is not stormed.
 */
final class Renewed<T extends Lasting> {
    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Source<T> source;
    private final InstantSource clock;
    private final ThreadFactory threads;

    private boolean fixed;
    private @Nullable T current;
    private @Nullable CompletableFuture<Void> fetching;
    private @Nullable SignFailed failed;
    private Instant notBefore = Instant.MIN;
    private Instant fetched = Instant.EPOCH;

    Renewed(Source<T> source, InstantSource clock, ThreadFactory threads) {
        this.source = source;
        this.clock = clock;
        this.threads = threads;
    }

    /** Something that is there from the beginning and for ever. */
    static <T extends Lasting> Renewed<T> fixed(T it, InstantSource clock, ThreadFactory threads) {
        Renewed<T> renewed = new Renewed<>(() -> it, clock, threads);
        renewed.current = it;
        renewed.fixed = true;
        return renewed;
    }

    /** See {@link Signer#ready}. */
    synchronized CompletableFuture<Void> ready() {
        Instant now = clock.instant();
        T there = current;
        if (there == null || !lasts(there, now, MARGIN)) {
            return fetching(now);
        }
        if (!lasts(there, now, ahead(there)) && fetching == null && !now.isBefore(notBefore)) {
            fetching(now);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** What is there; {@link IllegalStateException} where nothing good is. */
    synchronized T get() {
        T there = current;
        if (there == null || !lasts(there, clock.instant(), Duration.ZERO)) {
            throw new IllegalStateException("nothing to sign with is there; wait for ready()");
        }
        return there;
    }

    /** Forgets what is there, unless it is fresh: then another would not fare better. */
    synchronized void forget() {
        if (!fixed && fetched.plus(FRESH).isBefore(clock.instant())) {
            current = null;
        }
    }

    private static boolean lasts(Lasting it, Instant now, Duration longer) {
        Instant expires = it.expires();
        return expires == null || now.plus(longer).isBefore(expires);
    }

    /** Something that lasts for minutes only is not fetched all the time. */
    private Duration ahead(T there) {
        Instant expires = there.expires();
        Duration left =
                expires == null ? AHEAD : Duration.between(fetched, expires).dividedBy(2);
        return left.compareTo(AHEAD) < 0 ? left : AHEAD;
    }

    private CompletableFuture<Void> fetching(Instant now) {
        CompletableFuture<Void> running = fetching;
        if (running != null) {
            return running;
        }
        SignFailed last = failed;
        if (last != null && now.isBefore(notBefore)) {
            return CompletableFuture.failedFuture(last);
        }
        CompletableFuture<Void> fresh = new CompletableFuture<>();
        fetching = fresh;
        threads.newThread(() -> fetch(fresh)).start();
        return fresh;
    }

    private void fetch(CompletableFuture<Void> waiting) {
        T got = null;
        SignFailed why = null;
        try {
            got = source.fetch();
        } catch (SignFailed told) {
            why = told;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            why = new SignFailed("interrupted while fetching a credential");
        } catch (RuntimeException bug) {
            why = new SignFailed(
                    "a credential could not be fetched: " + bug.getClass().getSimpleName(), bug);
        }
        done(got, why);
        if (why == null) {
            waiting.complete(null);
        } else {
            waiting.completeExceptionally(why);
        }
    }

    private synchronized void done(@Nullable T got, @Nullable SignFailed why) {
        fetching = null;
        failed = why;
        Instant now = clock.instant();
        if (got != null) {
            current = got;
            fetched = now;
        } else {
            notBefore = now.plus(PAUSE);
        }
    }
}
