package io.sluice.dialects.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers what a writer could not carry; each loss once, in the order met. Not safe for several threads. */
public final class Losses {
    private final Set<Loss> losses = new LinkedHashSet<>();
    private final Set<Unreached> unreached = new LinkedHashSet<>();

    /** Notes one. */
    public void add(String path, String reason) {
        losses.add(new Loss(path, reason));
    }

    /** Notes media at an address that the target does not fetch from; they could go if somebody fetched them. */
    public void unreached(String path, Block.Media.Sort sort, String url, String reason) {
        add(path, reason);
        unreached.add(new Unreached(path, sort, url));
    }

    /** Notes every field of extras that are not {@code dialect}'s own, as {@code path.name}; of spellings none. */
    public void foreign(String path, Extras extras, String dialect) {
        if (!extras.dialect().equals(dialect)) {
            for (String name : extras.fields().keySet()) {
                if (!name.startsWith(Extras.SPELLING)) {
                    add(path.isEmpty() ? name : path + "." + name, dialect + " has no such field");
                }
            }
        }
    }

    /** All of them so far, copied. */
    public List<Loss> all() {
        return new ArrayList<>(losses);
    }

    /** All media at addresses nobody fetched from, copied. */
    public List<Unreached> unreached() {
        return new ArrayList<>(unreached);
    }
}
