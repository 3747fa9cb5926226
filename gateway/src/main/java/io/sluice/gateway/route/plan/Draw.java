package io.sluice.gateway.route.plan;

import io.sluice.gateway.catalog.Target;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a part of a route draws: from 0 up to, but not, 1. */
sealed interface Draw {
    /** What the node with that first target draws. */
    double of(@Nullable Target head);

    /** By chance. */
    static Draw by(RandomGenerator chance) {
        return new Chance(chance);
    }

    /** By chance, anew each time. */
    record Chance(RandomGenerator chance) implements Draw {
        @Override
        public double of(@Nullable Target head) {
            return chance.nextDouble();
        }
    }

    /** By key and target alone, so that a target that comes or goes moves only calls of its own. */
    record Kept(long key) implements Draw {
        @Override
        public double of(@Nullable Target head) {
            long mixed = mixed(mixed(key) ^ (head == null ? 0 : head.hashCode()));
            return (mixed >>> 11) * 0x1.0p-53;
        }

        /** Spreads over all bits what neighbouring keys differ in (the finisher of MurmurHash3). */
        private static long mixed(long value) {
            long mixed = value;
            mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
            mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
            return mixed ^ (mixed >>> 33);
        }
    }
}
