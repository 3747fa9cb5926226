package io.sluice.dialects.openai.responses;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Reasoning.Shown;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code reasoning}: how much the model is to think, in words, and what form of it is to be shown. */
final class ReasoningForms {
    private static final String EFFORTS = "effort=";
    /** From the least to the most. */
    private static final List<Effort> ALL = List.of(Effort.values());

    private ReasoningForms() {}

    /** The canonical part. */
    static Reasoning read(Node node) {
        Effort effort = effort(node.text("effort"));
        Shown shown = shown(node.text("summary"));
        return effort == null && shown == null ? Reasoning.NONE : new Reasoning(null, effort, null, shown);
    }

    /** The rest as an object's text; null where there is none. */
    static @Nullable String rest(Node node) {
        Set<String> read = new LinkedHashSet<>();
        if (node.at("effort").is(Kind.NULL) || effort(node.text("effort")) != null) {
            read.add("effort");
        }
        if (node.at("summary").is(Kind.NULL) || shown(node.text("summary")) != null) {
            read.add("summary");
        }
        return node.without(read);
    }

    private static @Nullable Effort effort(String word) {
        for (Effort effort : ALL) {
            if (word(effort).equals(word)) {
                return effort;
            }
        }
        return null;
    }

    private static @Nullable Shown shown(String word) {
        return switch (word) {
            case "auto" -> Shown.AUTO;
            case "concise" -> Shown.CONCISE;
            case "detailed" -> Shown.DETAILED;
            default -> null;
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The request's {@code reasoning}, in words the model takes; nothing where there is nothing to say. */
    static void write(JsonWriter json, Reasoning reasoning, @Nullable String rest, ModelFacts facts, Losses losses) {
        Effort effort = wanted(reasoning, facts, losses);
        Shown shown = reasoning.shown() == Shown.OMITTED ? null : reasoning.shown();
        if (effort == null && shown == null && rest == null) {
            return;
        }
        json.name("reasoning").beginObject();
        if (effort != null) {
            json.name("effort").string(word(effort));
        }
        if (shown != null) {
            json.name("summary").string(word(shown));
        }
        rest(json, rest);
        json.endObject();
    }

    /** The same as an answer repeats it: always both keys. */
    static void echo(JsonWriter json, Reasoning reasoning, @Nullable String rest) {
        json.name("reasoning").beginObject();
        json.name("effort");
        string(json, reasoning.effort() == null ? null : word(reasoning.effort()));
        json.name("summary");
        Shown shown = reasoning.shown() == Shown.OMITTED ? null : reasoning.shown();
        string(json, shown == null ? null : word(shown));
        rest(json, rest);
        json.endObject();
    }

    private static void string(JsonWriter json, @Nullable String text) {
        if (text == null) {
            json.nothing();
        } else {
            json.string(text);
        }
    }

    private static void rest(JsonWriter json, @Nullable String rest) {
        if (rest != null) {
            Node.of(Bytes.of(rest))
                    .members()
                    .forEach((name, value) -> json.name(name).raw(value.raw()));
        }
    }

    private static @Nullable Effort wanted(Reasoning reasoning, ModelFacts facts, Losses losses) {
        Effort said = reasoning.effort();
        if (said != null) {
            return taken(said, facts, losses);
        }
        if (reasoning.mode() == Mode.OFF) {
            // Models that always think refuse the word; of those not known, most do not think unasked.
            if (facts.traits().stream().anyMatch(trait -> trait.startsWith(EFFORTS) && takes(trait, Effort.NONE))) {
                return Effort.NONE;
            }
            losses.add("reasoning.mode", "the model is not known to take reasoning effort none");
            return null;
        }
        if (reasoning.budget() != null) {
            losses.add("reasoning.budget", "openai-responses takes an effort in place of a budget");
            return taken(ofBudget(reasoning.budget()), facts, new Losses());
        }
        return reasoning.mode() == Mode.ON ? taken(Effort.MEDIUM, facts, new Losses()) : null;
    }

    private static Effort ofBudget(long tokens) {
        if (tokens <= 2_048) {
            return Effort.LOW;
        }
        return tokens <= 10_000 ? Effort.MEDIUM : tokens <= 24_576 ? Effort.HIGH : Effort.XHIGH;
    }

    /** The effort, or the nearest one where the catalog says which ones the model takes. */
    private static Effort taken(Effort wanted, ModelFacts facts, Losses losses) {
        for (String trait : facts.traits()) {
            if (trait.startsWith(EFFORTS) && !takes(trait, wanted)) {
                Effort nearest = nearest(wanted, trait);
                if (nearest != null) {
                    losses.add("reasoning.effort", "the model takes other efforts: the nearest was sent");
                    return nearest;
                }
            }
        }
        return wanted;
    }

    private static boolean takes(String trait, Effort effort) {
        return Set.of(trait.substring(EFFORTS.length()).split("/")).contains(word(effort));
    }

    private static @Nullable Effort nearest(Effort wanted, String trait) {
        int at = ALL.indexOf(wanted);
        Effort best = null;
        int distance = ALL.size();
        for (int i = 0; i < ALL.size(); i++) {
            // Of two as near the greater one: less thinking than was asked for costs more.
            if (takes(trait, ALL.get(i)) && Math.abs(i - at) <= distance) {
                best = ALL.get(i);
                distance = Math.abs(i - at);
            }
        }
        return best;
    }
}
