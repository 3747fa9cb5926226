package io.sluice.gateway.litellm;

import io.sluice.gateway.config.Place;
import io.sluice.gateway.config.Problem;
import io.sluice.gateway.config.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What is told of a file while it is said again: what is not carried, and which variables hold what it had in itself. */
final class Notes {
    private final List<Problem> lost = new ArrayList<>();
    private final List<Problem> toSet = new ArrayList<>();

    /** Something that will not be as it was. */
    void lost(Place place, String text) {
        Problem note = new Problem(place, "", text);
        if (!lost.contains(note)) {
            lost.add(note);
        }
    }

    /** A key that has no counterpart yet. */
    void notYet(Node value, String key) {
        if (!value.absent()) {
            lost(value.place(), "`" + key + "` is not carried yet");
        }
    }

    /** A key nobody knows. */
    void unknown(Node value, String key, String within, Collection<String> known) {
        List<String> near = Spelling.nearest(key, known, 1);
        lost(
                value.place(),
                "`" + key + "` is no key of `" + within + "` that is known here"
                        + (near.isEmpty() ? "; it is not carried" : "; did you mean `" + near.getFirst() + "`?"));
    }

    /** A variable that must be set where the document runs by itself. */
    void toSet(Place place, String text) {
        toSet.add(new Problem(place, "", text));
    }

    List<Problem> lost() {
        return lost.stream().sorted(Comparator.comparing(Problem::place)).toList();
    }

    List<Problem> toSet() {
        return List.copyOf(toSet);
    }
}
