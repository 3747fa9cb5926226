package io.sluice.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.money.Money;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * Random operations on the ledger beside a model of a few lines: after each of them both say the same, and the promises
 * hold - what is spent and reserved is never above a limit, all budgets of a call change together, each call ends once.
 */
class LedgerModelTest {
    private static final int SEEDS = 2_000;
    private static final int STEPS = 120;

    /** A budget in longs. */
    private static final class Sum {
        private long limit;
        private long settled;
        private long reserved;
    }

    /** A call that holds something. */
    private record Running(Reservation reservation, List<Balance> of) {}

    private static final class Run {
        private final Random chance;
        private final Ledger ledger = new Ledger(() -> Instant.EPOCH);
        private final Map<Balance, Sum> model = new HashMap<>();
        private final List<Balance> balances = new ArrayList<>();
        private final List<Running> running = new ArrayList<>();
        private final Deque<Ticket> waiting = new ArrayDeque<>();

        private Run(long seed) {
            chance = new Random(seed);
            for (int i = 0; i < 4; i++) {
                Sum sum = new Sum();
                sum.limit = chance.nextLong(50, 1_000);
                Balance balance =
                        ledger.open(new Budget("b" + i, Money.ofPico(sum.limit), new Window.Always()), Money.ZERO);
                balances.add(balance);
                model.put(balance, sum);
            }
        }

        private void step() {
            switch (chance.nextInt(8)) {
                case 0, 1, 2 -> ask();
                case 3, 4 -> settle();
                case 5 -> grow();
                case 6 -> raise();
                default -> giveUp();
            }
            check();
        }

        private void ask() {
            List<Balance> of =
                    balances.stream().filter(_ -> chance.nextBoolean()).toList();
            long worst = chance.nextLong(1, 400);
            long least = chance.nextLong(0, worst + 1);
            List<Balance> wanted = of.isEmpty() ? List.of(balances.getFirst()) : of;
            AtomicReference<Ticket> own = new AtomicReference<>();
            ReservationResult asked = ledger.ask(wanted, new Wish(Money.ofPico(worst), Money.ofPico(least)), told -> {
                waiting.remove(own.get());
                taken(told, wanted);
            });
            boolean free =
                    waiting.stream().noneMatch(one -> one.balances().stream().anyMatch(wanted::contains));
            switch (asked) {
                case ReservationResult.Granted _ -> {
                    assertThat(free).as("nobody overtakes").isTrue();
                    taken(asked, wanted);
                }
                case ReservationResult.Waits(Ticket ticket) -> {
                    assertThat(!free || !fits(wanted, least))
                            .as("nobody waits for nothing")
                            .isTrue();
                    own.set(ticket);
                    waiting.add(ticket);
                }
                case ReservationResult.Refused(Standing standing) ->
                    assertThat(wanted.stream()
                                    .anyMatch(one -> one.budget().equals(standing.budget())
                                            && sum(one).settled + least > sum(one).limit))
                            .as("who is refused is told a budget that is spent")
                            .isTrue();
            }
        }

        private Sum sum(Balance balance) {
            return Objects.requireNonNull(model.get(balance));
        }

        private boolean fits(List<Balance> of, long more) {
            return of.stream().map(this::sum).allMatch(sum -> sum.settled + sum.reserved + more <= sum.limit);
        }

        private void taken(ReservationResult told, List<Balance> of) {
            if (told instanceof ReservationResult.Granted(Reservation reservation)) {
                long held = reservation.held().pico().longValueExact();
                of.forEach(balance -> sum(balance).reserved += held);
                running.add(new Running(reservation, of));
            }
        }

        private void settle() {
            if (running.isEmpty()) {
                return;
            }
            Running call = running.remove(chance.nextInt(running.size()));
            List<Balance> of = call.of;
            Reservation one = call.reservation;
            long held = one.held().pico().longValueExact();
            long cost = chance.nextLong(held + 1);
            of.forEach(balance -> {
                sum(balance).reserved -= held;
                sum(balance).settled += cost;
            });
            one.settle(Money.ofPico(cost));
            one.settle(Money.ofPico(cost));
            one.release();
        }

        private void grow() {
            if (running.isEmpty()) {
                return;
            }
            Running call = running.get(chance.nextInt(running.size()));
            long more = chance.nextLong(1, 100);
            boolean fits = fits(call.of, more);
            assertThat(call.reservation.grow(Money.ofPico(more))).isEqualTo(fits);
            if (fits) {
                call.of.forEach(balance -> sum(balance).reserved += more);
            }
        }

        private void raise() {
            Balance one = balances.get(chance.nextInt(balances.size()));
            sum(one).limit += chance.nextLong(200);
            ledger.change(one, new Budget(one.budget().scope(), Money.ofPico(sum(one).limit), new Window.Always()));
        }

        private void giveUp() {
            Ticket one = waiting.poll();
            if (one != null) {
                one.giveUp();
            }
        }

        private void check() {
            model.forEach((balance, sum) -> {
                Standing standing = ledger.standing(balance);
                assertThat(standing.settled()).isEqualTo(Money.ofPico(sum.settled));
                assertThat(standing.reserved()).isEqualTo(Money.ofPico(sum.reserved));
                assertThat(sum.settled + sum.reserved).isLessThanOrEqualTo(sum.limit);
            });
        }

        private void end() {
            while (!waiting.isEmpty()) {
                giveUp();
            }
            running.forEach(call -> call.reservation.release());
            model.keySet()
                    .forEach(balance ->
                            assertThat(ledger.standing(balance).reserved()).isEqualTo(Money.ZERO));
        }
    }

    @Test
    void theLedgerSaysWhatTheModelSays() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                for (int step = 0; step < STEPS; step++) {
                    run.step();
                }
                run.end();
            } catch (AssertionError wrong) {
                throw new AssertionError("seed " + seed + ": " + wrong.getMessage(), wrong);
            }
        }
    }

    @Test
    void nothingIsOverspentByManyAtOnceAndAllThatWasThereCanBeSpent() throws Exception {
        Ledger ledger = new Ledger(() -> Instant.EPOCH);
        Balance key = ledger.open(new Budget("key", Money.ofPico(1_000_000), new Window.Always()), Money.ZERO);
        Balance team = ledger.open(new Budget("team", Money.ofPico(3_000_000), new Window.Always()), Money.ZERO);
        AtomicLong spent = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    for (int call = 0; call < 4_000; call++) {
                        spend(ledger, List.of(key, team), spent);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(ledger.standing(key).settled())
                .isEqualTo(Money.ofPico(1_000_000))
                .isEqualTo(Money.ofPico(spent.get()));
        assertThat(ledger.standing(team).settled()).isEqualTo(Money.ofPico(1_000_000));
        assertThat(ledger.standing(key).reserved()).isEqualTo(Money.ZERO);
    }

    private static void spend(Ledger ledger, List<Balance> of, AtomicLong spent) {
        if (ledger.ask(of, new Wish(Money.ofPico(400), Money.ofPico(100)), told -> settled(told, spent))
                instanceof ReservationResult.Granted granted) {
            settled(granted, spent);
        }
    }

    private static void settled(ReservationResult told, AtomicLong spent) {
        if (told instanceof ReservationResult.Granted(Reservation reservation)) {
            reservation.settle(Money.ofPico(100));
            spent.addAndGet(100);
        }
    }
}
