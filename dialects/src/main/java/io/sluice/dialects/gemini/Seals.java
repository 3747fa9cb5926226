package io.sluice.dialects.gemini;

import io.sluice.dialects.model.Seal;

/**
 * What stands in a thought signature's place: Gemini's own proof as it is, another family's in the hub's envelope. The
 * envelope's family also says whether the thinking is one nobody may see, and the item's id, for neither has a place.
 */
final class Seals {
    private static final String HIDDEN = "hidden";

    private Seals() {}

    /** A proof and what it was on. */
    record Read(Seal seal, boolean hidden, String id) {
        /** Whether Gemini made it. */
        boolean isOwn() {
            return seal.family().equals(Seal.GEMINI);
        }
    }

    static String write(Seal seal, boolean hidden, String id) {
        if (seal.family().equals(Seal.GEMINI)) {
            return seal.data();
        }
        String family = seal.family() + (hidden ? " " + HIDDEN : "") + (id.isEmpty() ? "" : " id=" + id);
        return new Seal(family, seal.data()).carriedIn(Seal.GEMINI);
    }

    static Read read(String signature) {
        Seal seal = Seal.read(signature, Seal.GEMINI);
        String[] words = seal.family().split(" ");
        boolean hidden = false;
        String id = "";
        for (int i = 1; i < words.length; i++) {
            hidden |= words[i].equals(HIDDEN);
            id = words[i].startsWith("id=") ? words[i].substring(3) : id;
        }
        return new Read(new Seal(words[0], seal.data()), hidden, id);
    }
}
