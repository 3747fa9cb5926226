package io.sluice.dialects.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.Seeded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpliceTest {
    @Test
    void leavesEveryOtherByteAlone() {
        Seeded seeded = new Seeded(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] original = seeded.text(60).getBytes(UTF_8);
            List<Edit> edits = new ArrayList<>();
            StringBuilder expected = new StringBuilder();
            int at = 0;
            while (at < original.length && edits.size() < 4) {
                int start = at + seeded.below(original.length - at + 1);
                int end = start + seeded.below(original.length - start + 1);
                String replacement = seeded.text(5);
                expected.append(latin(original, at, start)).append(latin(replacement.getBytes(UTF_8)));
                edits.add(Edit.of(start, end, replacement));
                at = end + 1;
                if (end < original.length) {
                    expected.append(latin(original, end, end + 1));
                }
            }
            if (at < original.length) {
                expected.append(latin(original, at, original.length));
            }
            Collections.shuffle(edits, new Random(i));
            Splice splice = Splice.of(original.length, edits);
            assertThat(latin(splice.applyTo(Bytes.of(original)))).isEqualTo(expected.toString());
            assertThat(splice.length()).isEqualTo(expected.length());
        }
    }

    @Test
    void withoutEditsThereIsOneWindow() {
        assertThat(Splice.of(9, List.of()).parts()).containsExactly(new Part.Window(0, 9));
    }

    @Test
    void editsThatOverlapAreRefused() {
        assertThatThrownBy(() -> Splice.of(9, List.of(Edit.of(0, 4, "a"), Edit.of(3, 5, "b"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String latin(byte[] bytes) {
        return latin(bytes, 0, bytes.length);
    }

    private static String latin(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }
}
