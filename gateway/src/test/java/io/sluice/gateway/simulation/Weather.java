package io.sluice.gateway.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The skies over one upstream, one after another; the last one, which is clear, stays. Times are nanoseconds of the
 * simulation.
 *
 * @param spells by their beginning, the first one's 0
 */
record Weather(List<Spell> spells) {
    private static final Sky[] SKIES = Sky.values();

    /**
     * One of them.
     *
     * @param asked how long the provider asks to wait while it limits; null where it does not say
     */
    record Spell(long from, Sky sky, @Nullable Duration asked) {}

    /** Always clear. */
    static final Weather FINE = new Weather(List.of(new Spell(0, Sky.CLEAR, null)));

    /** Bad spells of some seconds each, with better ones between, until so long. */
    static Weather of(SplittableRandom chance, Duration until) {
        List<Spell> spells = new ArrayList<>();
        long at = 0;
        boolean clear = chance.nextInt(3) > 0;
        while (at < until.toNanos()) {
            Sky sky = clear ? Sky.CLEAR : SKIES[1 + chance.nextInt(SKIES.length - 1)];
            Duration asked = chance.nextBoolean() ? Duration.ofSeconds(1 + chance.nextLong(20)) : null;
            spells.add(new Spell(at, sky, asked));
            at += Duration.ofMillis(2_000 + chance.nextLong(28_000)).toNanos();
            clear = !clear;
        }
        spells.add(new Spell(at, Sky.CLEAR, null));
        return new Weather(List.copyOf(spells));
    }

    /** The same for another credential: what is wrong with an account alone is not wrong with it. */
    Weather withoutCredentialFaults() {
        return new Weather(spells.stream()
                .map(spell -> switch (spell.sky()) {
                    case LIMITED, EMPTY, REFUSED -> new Spell(spell.from(), Sky.CLEAR, null);
                    case CLEAR, DOWN, FAILING, SLOW, SILENT, FLAPPING -> spell;
                })
                .toList());
    }

    /** The spell at a moment. */
    Spell at(long nanos) {
        Spell now = spells.getFirst();
        for (Spell spell : spells) {
            if (spell.from() <= nanos) {
                now = spell;
            }
        }
        return now;
    }

    /** Whether it is clear from the one moment to the other. */
    boolean clear(long from, long to) {
        if (at(from).sky() != Sky.CLEAR) {
            return false;
        }
        return spells.stream()
                .noneMatch(spell -> spell.from() > from && spell.from() <= to && spell.sky() != Sky.CLEAR);
    }

    /** From when on, before that moment, it has been clear and all rests it may have caused are over. */
    boolean settled(long nanos) {
        int last = 0;
        for (int i = 0; i < spells.size(); i++) {
            if (spells.get(i).from() <= nanos) {
                last = i;
            }
        }
        if (spells.get(last).sky() != Sky.CLEAR) {
            return false;
        }
        long since = spells.get(last).from();
        for (int i = 0; i < last; i++) {
            // What an earlier spell caused may still be told by an attempt that it held up.
            long over = spells.get(i + 1).from()
                    + Duration.ofSeconds(spells.get(i).sky().rest + 41).toNanos();
            if (spells.get(i).sky() != Sky.CLEAR && over > nanos) {
                return false;
            }
        }
        return last == 0 || since + Duration.ofSeconds(1).toNanos() <= nanos;
    }
}
