package io.sluice.dialects.crossing;

import io.sluice.dialects.model.Loss;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing a conversation or an answer says.
 *
 * @param sort what it is, in the words of {@link Excuses}
 * @param place where, for people
 * @param what it says
 */
record Said(String sort, String place, String what) {
    /** What one side says and the other does not, in order, unless a loss of that sort was named. */
    static List<String> unexplained(Spoken to, List<Said> expected, List<Said> actual, List<Loss> losses) {
        List<String> found = new ArrayList<>();
        for (Said said : differences(expected, actual)) {
            if (!Excuses.isSpelling(to, said) && !Excuses.excuse(said.sort, losses)) {
                String what = said.what.length() > 150 ? said.what.substring(0, 150) + "..." : said.what;
                found.add(said.sort + " at " + said.place + ": " + what);
            }
        }
        return found;
    }

    /** The same, whether named or not. */
    static List<Said> differences(List<Said> expected, List<Said> actual) {
        int[][] common = new int[expected.size() + 1][actual.size() + 1];
        for (int i = expected.size() - 1; i >= 0; i--) {
            for (int j = actual.size() - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).isSame(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Said> found = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < expected.size() || j < actual.size()) {
            if (i < expected.size() && j < actual.size() && expected.get(i).isSame(actual.get(j))) {
                i++;
                j++;
            } else if (j == actual.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
                Said gone = expected.get(i++);
                found.add(new Said(gone.sort, gone.place, "gone: " + gone.what));
            } else {
                Said come = actual.get(j++);
                found.add(new Said(come.sort, come.place, "appeared: " + come.what));
            }
        }
        return found;
    }

    private boolean isSame(Said other) {
        return sort.equals(other.sort) && what.equals(other.what);
    }
}
