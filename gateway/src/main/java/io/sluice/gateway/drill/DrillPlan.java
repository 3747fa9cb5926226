package io.sluice.gateway.drill;

import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.Call;
import java.time.Duration;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a drill is to do.
 *
 * @param aim where it strikes
 * @param fault what goes wrong there
 * @param share for how many of the calls, in percent, above 0 and at most 100
 * @param keys whose calls alone, by the ids of the keys and their names; empty for everybody's
 * @param header what {@link #HEADER} must say; null where no header is asked for
 * @param lasts how long, at most {@link #LONGEST}
 * @param taught whether the health of targets learns of the faults as of real ones, and so all callers feel them
 */
public record DrillPlan(
        Aim aim,
        Fault fault,
        double share,
        Set<Key> keys,
        @Nullable String header,
        Duration lasts,
        boolean taught) {
    /** With this header a caller asks for a drill that an operator armed for its key. It goes no further. */
    public static final String HEADER = "x-sluice-drill";

    /** No drill lasts longer: who forgets one must not find it the next day. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** Keeps a copy; a header without keys throws, as any caller can send one. */
    public DrillPlan {
        keys = Set.copyOf(keys);
        if (header != null && keys.isEmpty()) {
            throw new IllegalArgumentException("a header arms a drill for named keys only");
        }
    }

    /** A key whose calls are meant. */
    public record Key(String id, String name) {}

    /** Whether the call is one of those it may be made for, before chance is asked. */
    boolean meant(Call call) {
        VirtualKey key = call.key();
        boolean known = keys.isEmpty()
                || (key != null && keys.stream().anyMatch(one -> one.id().equals(key.id())));
        return known && (header == null || header.equals(call.head().headers().first(HEADER)));
    }

    /** Whether chance takes it. */
    boolean drawn(RandomGenerator chance) {
        return share >= 100 || chance.nextDouble() * 100 < share;
    }

    /** For which calls, in words. */
    public String calls() {
        StringBuilder text = new StringBuilder();
        text.append(share >= 100 ? "all calls" : percent() + " of the calls");
        if (!keys.isEmpty()) {
            text.append(" of key ").append(keys.stream().map(Key::name).sorted().collect(Collectors.joining(", ")));
        }
        return header == null
                ? text.toString()
                : text.append(" with ")
                        .append(HEADER)
                        .append(": ")
                        .append(header)
                        .toString();
    }

    private String percent() {
        return share == Math.rint(share) ? (long) share + " %" : share + " %";
    }

    /** All of it, in words. */
    public String words() {
        return fault.word() + " at " + aim.words() + " for " + calls();
    }
}
