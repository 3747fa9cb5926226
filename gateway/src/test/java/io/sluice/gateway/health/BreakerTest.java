package io.sluice.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final int WALKS = 2_000;
    private static final int STEPS = 200;

    private final SplittableRandom chance = new SplittableRandom(1);

    private Breaker opened(long now) {
        Breaker breaker = Breaker.CLOSED;
        for (int i = 0; i < Breaker.IN_A_ROW; i++) {
            breaker = breaker.failed(now, chance);
        }
        return breaker;
    }

    private enum Stand {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private static Stand stand(Breaker breaker) {
        if (breaker.opened() == 0) {
            return Stand.CLOSED;
        }
        return breaker.probing() ? Stand.HALF_OPEN : Stand.OPEN;
    }

    /** Whatever happens to it, and in whatever order, it goes only where it may. */
    @Test
    void onlyLegalEdgesAreEverTaken() {
        for (int walk = 0; walk < WALKS; walk++) {
            Breaker breaker = Breaker.CLOSED;
            long now = 0;
            for (int i = 0; i < STEPS; i++) {
                now += chance.nextInt(10) == 0 ? chance.nextLong(20_000) : chance.nextLong(200);
                long sent = now - chance.nextLong(3_000);
                int what = chance.nextInt(4);
                Breaker next = switch (what) {
                    case 0 -> breaker.sent(now);
                    case 1 -> breaker.succeeded(now, sent);
                    case 2 -> breaker.failed(now, sent, chance);
                    default -> breaker.unknown();
                };
                assertThat(legal(breaker, next, what, now))
                        .as("%s%n%s", breaker, next)
                        .isTrue();
                assertThat(next.restMillis(now)).isBetween(0L, Breaker.LONGEST_MILLIS);
                breaker = next;
            }
        }
    }

    private static boolean legal(Breaker from, Breaker to, int what, long now) {
        if (stand(from) == stand(to)) {
            return true;
        }
        return switch (stand(from)) {
            case CLOSED -> stand(to) == Stand.OPEN && what == 2;
            case OPEN -> stand(to) == Stand.HALF_OPEN ? what == 0 && now >= from.until() : what == 1;
            case HALF_OPEN -> stand(to) == Stand.CLOSED ? what == 1 : what == 2 || what == 3;
        };
    }

    @Test
    void oneCallFindsOutWhetherItDoesAgain() {
        Breaker breaker = opened(0);
        long later = breaker.until();

        assertThat(breaker.restMillis(later)).isZero();
        assertThat(breaker.sent(later).restMillis(later)).isPositive();
        assertThat(breaker.sent(later).succeeded(later + 9, later)).isEqualTo(Breaker.CLOSED);
        assertThat(breaker.sent(later).failed(later + 9, later, chance).restMillis(later + 9))
                .isGreaterThanOrEqualTo(Breaker.SHORTEST_MILLIS);
    }

    @Test
    void aStreamThatRanBeforeTheFailuresDoesNotSayThatItDoesAgain() {
        Breaker breaker =
                Breaker.CLOSED.failed(100, 90, chance).failed(110, 100, chance).succeeded(120, 50);
        for (int i = 0; i < 3; i++) {
            breaker = breaker.failed(130, 120, chance);
        }
        assertThat(stand(breaker)).isEqualTo(Stand.OPEN);
        assertThat(stand(breaker.succeeded(140, 60))).isEqualTo(Stand.OPEN);
    }

    @Test
    void whatHungSinceBeforeItOpenedDoesNotKeepItOpen() {
        Breaker breaker = opened(1_000);
        long later = breaker.until() + 1;

        assertThat(breaker.failed(later, 900, chance)).isEqualTo(breaker);
        assertThat(breaker.sent(later).failed(later, 900, chance)).isEqualTo(breaker.sent(later));
    }

    @Test
    void itIsAskedAgainWithinTenSecondsHoweverLongItWasDown() {
        Breaker breaker = opened(0);
        long now = 0;
        for (int i = 0; i < 100; i++) {
            now = breaker.until();
            breaker = breaker.sent(now).failed(now, now, chance);
            assertThat(breaker.restMillis(now)).isLessThanOrEqualTo(10_000);
        }
    }
}
