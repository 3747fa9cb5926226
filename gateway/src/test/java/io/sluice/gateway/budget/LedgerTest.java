package io.sluice.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final Ledger ledger = new Ledger(now::get);
    private final List<ReservationResult> told = new ArrayList<>();

    private static Money money(long pico) {
        return Money.ofPico(pico);
    }

    private Balance budget(String scope, long limit) {
        return ledger.open(new Budget(scope, money(limit), new Window.Always()), Money.ZERO);
    }

    private ReservationResult ask(long worst, long least, Balance... of) {
        return ledger.ask(List.of(of), new Wish(money(worst), money(least)), told::add);
    }

    private Reservation granted(ReservationResult asked) {
        assertThat(asked).isInstanceOf(ReservationResult.Granted.class);
        return ((ReservationResult.Granted) asked).reservation();
    }

    @Test
    void whatOneHoldsNobodyElseCanHaveAndWhatItDidNotUseComesBack() {
        Balance key = budget("key a", 100);
        Reservation first = granted(ask(80, 80, key));

        assertThat(ask(30, 30, key)).isInstanceOf(ReservationResult.Waits.class);
        assertThat(ledger.standing(key).left()).isEqualTo(money(20));
        first.settle(money(10));

        assertThat(told).singleElement().isInstanceOf(ReservationResult.Granted.class);
        assertThat(ledger.standing(key).settled()).isEqualTo(money(10));
        assertThat(ledger.standing(key).left()).isEqualTo(money(60));
    }

    @Test
    void whereTheWorstDoesNotFitTheLeastIsReservedAndGrows() {
        Balance key = budget("key a", 100);
        Reservation some = granted(ask(300, 40, key));

        assertThat(some.held()).isEqualTo(money(40));
        assertThat(some.grow(money(60))).isTrue();
        assertThat(some.grow(money(1))).isFalse();
        some.settle(money(100));
        assertThat(ledger.standing(key).settled()).isEqualTo(money(100));
    }

    @Test
    void aCallIsRefusedOnlyWhereWhatWasSpentLeavesNoRoomAndTheBudgetThatBlocksIsNamed() {
        Balance key = budget("key a", 100);
        Balance team = budget("team b", 50);
        granted(ask(45, 45, key, team)).settle(money(45));

        assertThat(ask(10, 10, key, team))
                .isInstanceOfSatisfying(
                        ReservationResult.Refused.class,
                        refused ->
                                assertThat(refused.standing().budget().scope()).isEqualTo("team b"));
        assertThat(ledger.standing(key).reserved())
                .as("refused calls change nothing")
                .isEqualTo(Money.ZERO);
        assertThat(granted(ask(10, 5, key, team)).held()).isEqualTo(money(5));
    }

    @Test
    void aReservationEndsOnce() {
        Balance key = budget("key a", 100);
        Reservation call = granted(ask(60, 60, key));
        call.settle(money(20));
        call.settle(money(20));
        call.release();

        assertThat(ledger.standing(key).settled()).isEqualTo(money(20));
        assertThat(ledger.standing(key).reserved()).isEqualTo(Money.ZERO);
        assertThat(call.grow(money(1))).isFalse();
    }

    @Test
    void whoWaitsIsServedInOrderAndNobodyOvertakes() {
        Balance key = budget("key a", 100);
        Reservation all = granted(ask(100, 100, key));
        ask(70, 70, key);
        ask(10, 10, key);
        assertThat(ask(1, 1, key)).as("a small one behind them waits too").isInstanceOf(ReservationResult.Waits.class);

        all.release();
        assertThat(told).hasSize(3).allMatch(ReservationResult.Granted.class::isInstance);
        assertThat(ledger.standing(key).reserved()).isEqualTo(money(81));
    }

    @Test
    void whoGaveUpIsNotServedAndLetsTheNextOnePass() {
        Balance key = budget("key a", 100);
        granted(ask(50, 50, key));
        Ticket big = ((ReservationResult.Waits) ask(90, 90, key)).ticket();
        ask(20, 20, key);

        assertThat(big.giveUp()).isTrue();
        assertThat(big.giveUp()).isFalse();
        assertThat(told).singleElement().isInstanceOf(ReservationResult.Granted.class);
    }

    @Test
    void whoWaitsIsRefusedOnceTheMoneyIsSpent() {
        Balance key = budget("key a", 100);
        Reservation call = granted(ask(100, 100, key));
        ask(50, 50, key);
        call.settle(money(80));

        assertThat(told).singleElement().isInstanceOf(ReservationResult.Refused.class);
    }

    @Test
    void aRaisedLimitLetsWhoWaitsGoOn() {
        Balance key = budget("key a", 100);
        granted(ask(100, 100, key));
        ask(50, 50, key);
        ledger.change(key, new Budget("key a", money(150), new Window.Always()));

        assertThat(told).singleElement().isInstanceOf(ReservationResult.Granted.class);
    }

    @Test
    void aMonthBeginsAnewWhereItsZoneSaysSoAndACallCountsWhereItBegan() {
        ZoneId zone = ZoneId.of("America/New_York");
        Balance key =
                ledger.open(new Budget("key a", money(100), new Window.Calendar(Window.Unit.MONTH, zone)), Money.ZERO);
        now.set(Instant.parse("2026-12-01T04:59:59Z"));
        Reservation late = granted(ask(90, 90, key));
        assertThat(ledger.standing(key).until()).isEqualTo("2026-12-01T05:00:00Z");

        now.set(Instant.parse("2026-12-01T05:00:00Z"));
        assertThat(ledger.standing(key).left()).isEqualTo(money(100));
        late.settle(money(90));
        assertThat(ledger.standing(key).settled()).isEqualTo(Money.ZERO);
    }

    @Test
    void aRollingWindowForgetsWhatIsOlderAndNeverTooEarly() {
        Balance key = ledger.open(new Budget("key a", money(100), new Window.Rolling(Duration.ofHours(1))), Money.ZERO);
        granted(ask(70, 70, key)).settle(money(70));
        Instant until = ledger.standing(key).until();

        now.set(NOON.plus(Duration.ofHours(1)).minusMillis(1));
        assertThat(ledger.standing(key).settled()).isEqualTo(money(70));
        now.set(until);
        assertThat(ledger.standing(key).settled()).isEqualTo(Money.ZERO);
        assertThat(until).isBetween(NOON.plusSeconds(3_600), NOON.plusSeconds(3_600 + 60));
    }

    @Test
    void aWeekBeginsOnMonday() {
        Window week = new Window.Calendar(Window.Unit.WEEK, ZoneOffset.UTC);
        assertThat(week.until(NOON)).isEqualTo("2026-11-23T00:00:00Z");
    }
}
