package io.sluice.dialects.embed;

import io.sluice.dialects.model.Extras;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request for vectors, in no dialect's words.
 *
 * @param model the name as asked for
 * @param inputs one vector is answered for each, in order; never empty
 * @param dimensions how many numbers a vector is to have; null leaves it to the model
 * @param format how vectors are to be written; null where the caller did not say, which is {@link Format#NUMBERS}
 * @param truncation null where the caller did not say
 * @param user the end user's id as the caller gives it, null where it does not
 * @param extras fields only the caller's dialect knows, at the top level of its request
 */
public record EmbedRequest(
        String model,
        List<EmbedInput> inputs,
        @Nullable Long dimensions,
        @Nullable Format format,
        @Nullable Truncation truncation,
        @Nullable String user,
        Extras extras) {
    /** Keeps a copy; a request without inputs throws {@link IllegalArgumentException}. */
    public EmbedRequest {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a request has at least one input");
        }
    }

    /** How the numbers of a vector are written. */
    public enum Format {
        /** As a JSON array. */
        NUMBERS,
        /** As 32-bit floats, little-endian, in base64. */
        BASE64
    }

    /** Some of the inputs, as one call of a provider takes them; {@code from} is the first one's place among all. */
    public record Batch(int from, List<EmbedInput> inputs) {
        /** What the inputs are for: the same for all, or null. */
        public @Nullable Purpose purpose() {
            return inputs.getFirst().purpose();
        }
    }

    /** The inputs, in order, in as few batches of at most so many as can be. */
    public List<Batch> batches(int most) {
        return batches(most, Long.MAX_VALUE, false);
    }

    /** The same; more than one input together has at most so many bytes of text. */
    public List<Batch> batches(int most, long bytes) {
        return batches(most, bytes, false);
    }

    /** The same, each for one purpose. */
    public List<Batch> batchesByPurpose(int most) {
        return batches(most, Long.MAX_VALUE, true);
    }

    private List<Batch> batches(int most, long bytes, boolean byPurpose) {
        List<Batch> batches = new ArrayList<>();
        int from = 0;
        long held = 0;
        for (int i = 0; i < inputs.size(); i++) {
            long size = bytes == Long.MAX_VALUE ? 0 : size(inputs.get(i));
            boolean full = i - from >= most || held + size > bytes;
            boolean other = byPurpose
                    && !Objects.equals(inputs.get(i).purpose(), inputs.get(from).purpose());
            if (i > from && (full || other)) {
                batches.add(new Batch(from, inputs.subList(from, i)));
                from = i;
                held = 0;
            }
            held += size;
        }
        batches.add(new Batch(from, inputs.subList(from, inputs.size())));
        return batches;
    }

    private static long size(EmbedInput input) {
        String text = input.text();
        return text == null
                ? 0
                : text.chars()
                        .map(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : 3)
                        .asLongStream()
                        .sum();
    }
}
