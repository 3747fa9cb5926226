package io.sluice.gateway.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How {@link Spoken} is written: {@code DIALECT[@AT] WORD...}, several with {@code "; "} between.
 *
 * <p>Words: an action ({@code complete}) adds it at its usual path, {@code ACTION=/path} at another, {@code no-ACTION}
 * takes it away; {@code for=GLOB|GLOB} names models, {@code as=NAME} another name, {@code demanded}, {@code
 * if=PLACE:PREFIX}; {@code +FLAG} is a quirk of it.
 */
final class SpokenText {
    private SpokenText() {}

    /** Reads a whole cell; {@link IllegalArgumentException} says what is wrong. */
    static List<Spoken> parse(String cell) {
        List<Spoken> all = new ArrayList<>();
        for (String group : CatalogLine.split(cell, ';')) {
            all.add(one(CatalogLine.split(group.strip(), ' ')));
        }
        return List.copyOf(all);
    }

    private static Spoken one(List<String> words) {
        String head = words.getFirst();
        int at = head.indexOf('@');
        String dialect = at < 0 ? head : head.substring(0, at);
        Draft draft = new Draft(dialect);
        words.stream().skip(1).forEach(draft::word);
        return draft.done(at < 0 ? "" : head.substring(at + 1));
    }

    private static final class Draft {
        private final String dialect;
        private final Map<Action, String> usual;
        private final Map<Action, String> paths = new EnumMap<>(Action.class);
        private final List<String> flags = new ArrayList<>();
        private String name;
        private List<String> models = List.of();
        private boolean demanded;
        private Spoken.@Nullable When when;

        private Draft(String dialect) {
            this.dialect = dialect;
            this.name = dialect;
            this.usual = Dialect.named(dialect).map(UsualPaths::of).orElse(Map.of());
            Dialect.named(dialect).map(UsualPaths::assumed).ifPresent(paths::putAll);
        }

        private void word(String word) {
            int equals = word.indexOf('=');
            if (word.startsWith("+")) {
                flags.add(word.substring(1));
            } else if (equals > 0) {
                pair(word.substring(0, equals), word.substring(equals + 1));
            } else if (word.equals("demanded")) {
                demanded = true;
            } else if (word.startsWith("no-")) {
                paths.remove(action(word.substring("no-".length())));
            } else {
                String path = usual.get(action(word));
                if (path == null) {
                    throw new IllegalArgumentException(
                            "\"" + dialect + "\" has no usual path for \"" + word + "\"; write " + word + "=/path");
                }
                paths.put(action(word), path);
            }
        }

        private void pair(String key, String value) {
            switch (key) {
                case "for" -> models = CatalogLine.split(value, '|');
                case "as" -> name = value;
                case "if" -> {
                    int colon = value.indexOf(':');
                    when = new Spoken.When(
                            colon < 0 ? value : value.substring(0, colon), colon < 0 ? "" : value.substring(colon + 1));
                }
                default -> paths.put(action(key), value);
            }
        }

        private static Action action(String word) {
            return Action.named(word)
                    .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is no action; write one of "
                            + Arrays.stream(Action.values()).map(Action::word).collect(Collectors.joining(", "))));
        }

        private Spoken done(String at) {
            return new Spoken(dialect, name, at, when, models, demanded, flags, paths);
        }
    }
}
