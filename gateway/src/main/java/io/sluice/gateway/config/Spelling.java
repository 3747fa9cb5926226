package io.sluice.gateway.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The known words near to {@code word}, nearest first, at most {@code most}; none when nothing is near. */
    public static List<String> nearest(String word, Collection<String> known, int most) {
        int far = Math.max(2, word.length() / 3);
        return known.stream()
                .map(name -> new Near(name, distance(word, name, far)))
                .filter(near -> near.distance <= far && near.distance < near.name.length())
                .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
                .limit(most)
                .map(Near::name)
                .toList();
    }

    /** A sentence for a message: {@code Did you mean "a"?}, or which words there are, or nothing when there are none. */
    public static String hint(String word, Collection<String> known) {
        List<String> near = nearest(word, known, 1);
        if (!near.isEmpty()) {
            return "did you mean \"" + near.getFirst() + "\"?";
        }
        return known.isEmpty() || known.size() > 40
                ? "remove it"
                : "known are " + String.join(", ", known.stream().sorted().toList());
    }

    /** Edits (insert, delete, replace, swap of neighbours), case aside; more than {@code far} is told as {@code far + 1}. */
    static int distance(String left, String right, int far) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > far) {
            return far + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above[j]) + 1, above[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = above;
            above = row;
        }
        return Math.min(above[b.length()], far + 1);
    }

    private record Near(String name, int distance) {}
}
