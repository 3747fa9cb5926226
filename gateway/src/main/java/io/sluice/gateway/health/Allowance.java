package io.sluice.gateway.health;

import org.jspecify.annotations.Nullable;

/**
 * What a provider said is left of one of its limits. Immutable. Times are milliseconds of a clock that only grows.
 *
 * <p>It is short where nothing is left until the limit is reset, and where less is left than a call needs or than a
 * fiftieth of the limit. Where something was left, the rest comes back steadily until the reset, as most providers fill
 * it up; a limit that is only reset at once answers the next call with what is left of it then.
 *
 * @param left of the limit
 * @param limit the whole; 0 where it was not said
 * @param from when it was said
 * @param until when the limit is whole again
 */
record Allowance(long left, long limit, long from, long until) {
    private static final int SMALL_SHARE = 50;

    /** This one after a call that takes so much. */
    Allowance less(long taken) {
        return new Allowance(left - taken, limit, from, until);
    }

    /** How much longer it is too little for a call that needs so much, milliseconds; 0 where it is not. */
    long shortMillis(long need, long now) {
        long enough = Math.max(Math.max(1, need), limit / SMALL_SHARE);
        if (now >= until || left >= enough) {
            return 0;
        }
        if (left <= 0 || limit <= left || enough > limit) {
            return until - now;
        }
        double share = (double) (enough - left) / (limit - left);
        return Math.max(0, from + Math.round(share * (until - from)) - now);
    }

    /** How it is told of: {@code 2 of 500 requests left}. */
    String told(Sort sort) {
        long some = Math.max(0, left);
        return limit == 0 ? some + " " + sort.words + " left" : some + " of " + limit + " " + sort.words + " left";
    }

    /** What is limited. */
    enum Sort {
        /** Calls. */
        REQUESTS("requests"),
        /** Tokens read and written. */
        TOKENS("tokens"),
        /** Tokens read. */
        INPUT("input tokens"),
        /** Tokens written. */
        OUTPUT("output tokens");

        private final String words;

        Sort(String words) {
            this.words = words;
        }
    }

    /** A limit that is short. */
    record Shortage(String told, long millis) {
        /** The one that lasts longer; null where there is none. */
        static @Nullable Shortage longer(@Nullable Shortage one, @Nullable Shortage other) {
            return one == null || (other != null && other.millis > one.millis) ? other : one;
        }
    }
}
