package io.sluice.gateway.app;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word a user may have meant. */
final class Nearest {
    private Nearest() {}

    /** The known word with the fewest edits to the one seen, or null where none is near enough to be meant. */
    static @Nullable String to(String seen, Collection<String> known) {
        String best = null;
        int least = Math.max(1, seen.length() / 3) + 1;
        for (String word : known) {
            int edits = word.startsWith(seen) && seen.length() > 1 ? 1 : edits(seen, word);
            if (edits < least) {
                least = edits;
                best = word;
            }
        }
        return best;
    }

    /** Letters put in, left out, changed, or two neighbours swapped: what fingers do. */
    private static int edits(String from, String to) {
        int[][] edits = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : least(edits, i, j, from, to);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int least(int[][] edits, int i, int j, String from, String to) {
        int changed = edits[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int least = Math.min(changed, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
    }
}
