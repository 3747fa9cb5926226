package io.sluice.gateway.drill;

import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.config.Durations;
import io.sluice.gateway.config.Spelling;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what somebody asks for as a drill; what makes no sense is refused with what to write instead. */
final class DrillReading {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration USUAL_RETRY = Duration.ofSeconds(5);
    private static final int USUAL_AFTER = 3;
    private static final int MOST_AFTER = 100_000;
    private static final int MOST_HEADER = 200;
    private static final int ANY_5XX = 500;

    private final Words words;
    private final Known known;

    private DrillReading(Words words, Known known) {
        this.words = words;
        this.known = known;
    }

    /** The plan these words mean; throws {@link Refused} where they mean none. */
    static DrillPlan read(Words words, Known known) {
        return new DrillReading(words, known).plan();
    }

    private DrillPlan plan() {
        Aim aim = aim();
        Fault fault = fault();
        Set<DrillPlan.Key> keys = keys();
        String header = words.of("header");
        if (header != null && keys.isEmpty()) {
            throw wrong(
                    "key", "is missing: a header can be sent by any caller, so it counts only for the keys you name");
        }
        if (header != null && !header.matches("[!-~]{1," + MOST_HEADER + "}")) {
            throw wrong("header", "is a value of 1 to " + MOST_HEADER + " visible characters without spaces");
        }
        return new DrillPlan(aim, fault, share(), keys, header, lasts(), "yes".equals(words.of("breakers")));
    }

    private Aim aim() {
        String target = words.of("target");
        String model = words.of("model");
        if (model != null && target == null) {
            return first(model);
        }
        if (model != null || target == null) {
            throw wrong(
                    "target",
                    (target == null ? "is missing" : "and " + words.name("model") + " are both given")
                            + ": give either "
                            + words.name("target") + " (provider/model, or a provider alone) or " + words.name("model")
                            + " (a public model, whose first target is made to fail)");
        }
        int slash = target.indexOf('/');
        String provider = slash < 0 ? target : target.substring(0, slash);
        if (!known.providers().contains(provider) || slash == target.length() - 1) {
            throw wrong(
                    "target",
                    "is \"" + target + "\", which is neither a provider nor provider/model; "
                            + Spelling.hint(provider, known.providers()));
        }
        return slash < 0 ? new Aim.AllOf(provider) : new Aim.At(Target.parse(target));
    }

    private Aim first(String model) {
        if (!known.model(model)) {
            throw wrong(
                    "model", "is \"" + model + "\", which is no public model; " + Spelling.hint(model, known.models()));
        }
        return new Aim.FirstOf(model);
    }

    private Fault fault() {
        String word = words.of("fault");
        if (word == null) {
            throw wrong("fault", "is missing: " + faults());
        }
        boolean breaks = word.equals("stall") || word.equals("cut");
        if (!breaks && words.of("after") != null) {
            throw wrong("after", "counts events before a stall or a cut; there is none in " + word);
        }
        if (!word.equals("429") && words.of("retry-after") != null) {
            throw wrong("retry-after", "is said by a 429 only, not by " + word);
        }
        return switch (word) {
            case "refuse" -> new Fault.Refuse();
            case "429" -> new Fault.TooMany(retryAfter());
            case "timeout" -> new Fault.Timeout();
            case "stall" -> new Fault.Stall(after());
            case "cut" -> new Fault.Cut(after());
            case "5xx" -> new Fault.Broken(ANY_5XX);
            default -> {
                if (!word.matches("5\\d\\d")) {
                    throw wrong("fault", "is \"" + word + "\"; " + faults());
                }
                yield new Fault.Broken(Integer.parseInt(word));
            }
        };
    }

    private static String faults() {
        return "give 429, 5xx (or one status of them, like 503), timeout, stall, cut or refuse";
    }

    private int after() {
        String given = words.of("after");
        if (given == null) {
            return USUAL_AFTER;
        }
        if (!given.matches("\\d{1,6}") || Integer.parseInt(given) > MOST_AFTER) {
            throw wrong("after", "is \"" + given + "\"; give a number of events up to " + MOST_AFTER);
        }
        return Integer.parseInt(given);
    }

    private Duration retryAfter() {
        String given = words.of("retry-after");
        return given == null ? USUAL_RETRY : duration("retry-after", given, Duration.ofSeconds(1), DrillPlan.LONGEST);
    }

    private Duration lasts() {
        String given = words.of("for");
        return given == null ? USUAL : duration("for", given, Duration.ofSeconds(1), DrillPlan.LONGEST);
    }

    private Duration duration(String name, String given, Duration least, Duration most) {
        try {
            Duration read = Durations.parse(given);
            if (read.compareTo(least) >= 0 && read.compareTo(most) <= 0) {
                return read;
            }
        } catch (IllegalArgumentException unreadable) {
            throw wrong(name, "is \"" + given + "\", which " + unreadable.getMessage());
        }
        throw wrong(
                name,
                "is \"" + given + "\"; give a time from " + least.toSeconds() + " s to " + most.toMinutes()
                        + " minutes, like 5m");
    }

    private double share() {
        String given = words.of("share");
        if (given == null) {
            return 100;
        }
        String number =
                given.endsWith("%") ? given.substring(0, given.length() - 1).strip() : given;
        double share = number.matches("\\d{1,3}(\\.\\d{1,3})?") ? Double.parseDouble(number) : 0;
        if (share <= 0 || share > 100) {
            throw wrong("share", "is \"" + given + "\"; give percent above 0 and up to 100, like 10%");
        }
        return share;
    }

    private Set<DrillPlan.Key> keys() {
        String given = words.of("key");
        Set<DrillPlan.Key> keys = new HashSet<>();
        if (given != null) {
            List<VirtualKey> all = known.keys();
            for (String one : given.split(",", -1)) {
                VirtualKey key = key(all, one.strip());
                if (key == null) {
                    throw wrong(
                            "key",
                            "has \"" + one.strip() + "\", and no key that works has this name or id; "
                                    + Spelling.hint(
                                            one.strip(),
                                            all.stream().map(VirtualKey::name).toList()));
                }
                keys.add(new DrillPlan.Key(key.id(), key.name()));
            }
        }
        return keys;
    }

    private static @Nullable VirtualKey key(List<VirtualKey> all, String nameOrId) {
        return all.stream()
                .filter(key -> key.id().equals(nameOrId) || key.name().equals(nameOrId))
                .findFirst()
                .orElse(null);
    }

    private Refused wrong(String name, String what) {
        return Refused.wrong(words.name(name), words.name(name) + " " + what);
    }
}
