package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One {@code usageMetadata} as Gemini wrote it, and the same in our buckets.
 *
 * <p>Gemini counts cached tokens inside {@code promptTokenCount}, what its own tools read beside it
 * ({@code toolUsePromptTokenCount}), and thoughts beside {@code candidatesTokenCount}.
 */
final class UsageFigures {
    static final String TOOL_USE = "toolUsePromptTokenCount";
    private static final long ABSENT = -1;

    private final Map<String, String> rest = new LinkedHashMap<>();
    private final Map<String, String> counts = new LinkedHashMap<>();
    private long prompt = ABSENT;
    private long cached;
    private long candidates = ABSENT;
    private long thoughts = ABSENT;
    private long toolUse = ABSENT;
    private long total = ABSENT;
    private final Modalities promptParts = new Modalities();
    private final Modalities cachedParts = new Modalities();
    private final Modalities answerParts = new Modalities();
    private boolean implausible;

    /** How much of a count is of which sort; text, films and documents are of none. */
    private static final class Modalities {
        private long audio;
        private long image;
    }

    /** Reads an object; anything else cannot be true. */
    static UsageFigures read(Value metadata) {
        UsageFigures figures = new UsageFigures();
        figures.implausible = !metadata.is(Kind.OBJECT);
        metadata.fields().left().forEach(figures::member);
        return figures;
    }

    boolean implausible() {
        return implausible;
    }

    /** What it says that is no count, as written: the sort of traffic, the tier. */
    Map<String, String> rest() {
        return rest;
    }

    /** The counts that are within the sums, as written: how Gemini divides what our buckets hold. */
    Map<String, String> counts() {
        return counts;
    }

    /** The figures in our buckets; null where there are none, or where they cannot be true. */
    @Nullable
    Usage usage() {
        boolean none =
                prompt == ABSENT && candidates == ABSENT && thoughts == ABSENT && toolUse == ABSENT && total == ABSENT;
        if (implausible || none) {
            return null;
        }
        long known = Math.max(0, prompt) + Math.max(0, candidates) + Math.max(0, thoughts) + Math.max(0, toolUse);
        // Some older models leave thoughts out of everything but the total; without any part it is all input.
        boolean onlyTotal = known == 0 && total > 0;
        long in = onlyTotal ? total : Math.max(0, prompt);
        long beyond = onlyTotal ? 0 : Math.max(0, total - known);
        Left input = new Left(in);
        long read = input.take(cached);
        long heard = input.take(promptParts.audio - cachedParts.audio);
        long looked = input.take(promptParts.image - cachedParts.image);
        Left output = new Left(Math.max(0, candidates));
        long spoken = output.take(answerParts.audio);
        long drawn = output.take(answerParts.image);
        long fresh = input.left + Math.max(0, toolUse);
        return new Usage(fresh, read, 0, 0, output.left, Math.max(0, thoughts) + beyond, heard, spoken, looked, drawn);
    }

    private void member(String name, Value value) {
        switch (name) {
            case "promptTokenCount" -> prompt = figure(value);
            case "cachedContentTokenCount" -> cached = figure(value);
            // Live and Vertex's older answers say response where the others say candidates.
            case "candidatesTokenCount", "responseTokenCount" -> candidates = figure(value);
            case "thoughtsTokenCount" -> thoughts = figure(value);
            case "totalTokenCount" -> total = figure(value);
            case TOOL_USE -> {
                counts.put(name, value.raw());
                toolUse = figure(value);
            }
            case "promptTokensDetails" -> details(name, value, promptParts);
            case "cacheTokensDetails" -> details(name, value, cachedParts);
            case "candidatesTokensDetails", "responseTokensDetails" -> details(name, value, answerParts);
            case "toolUsePromptTokensDetails" -> counts.put(name, value.raw());
            default -> rest.put(name, value.raw());
        }
    }

    private void details(String name, Value list, Modalities into) {
        counts.put(name, list.raw());
        for (Value element : list.elements()) {
            Fields fields = element.fields();
            Value modality = fields.get("modality");
            Value count = fields.get("tokenCount");
            if (modality != null && count != null) {
                long tokens = figure(count);
                switch (FinishWords.word(modality)) {
                    case "IMAGE", "2" -> into.image += tokens;
                    case "AUDIO", "4" -> into.audio += tokens;
                    default -> {}
                }
            }
        }
    }

    private long figure(Value value) {
        Long whole = Numbers.whole(value);
        if (whole == null || whole < 0 || whole > Usage.LARGEST) {
            implausible = true;
            return 0;
        }
        return whole;
    }

    /** What is left of a sum while its parts are taken out, so that no token is in two buckets. */
    private static final class Left {
        private long left;

        Left(long sum) {
            left = sum;
        }

        long take(long part) {
            long taken = Math.clamp(part, 0, left);
            left -= taken;
            return taken;
        }
    }
}
