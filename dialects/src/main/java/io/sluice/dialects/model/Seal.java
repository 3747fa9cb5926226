package io.sluice.dialects.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An opaque proof of a model's thinking that must come back unchanged to the family that made it.
 *
 * @param family who made it, and alone can check it: {@link #ANTHROPIC}, {@link #OPENAI}, {@link #GEMINI} or another
 *     word of a codec's
 * @param data the proof as its family writes it (Anthropic's signature, OpenAI's encrypted reasoning, Gemini's thought
 *     signature)
 */
public record Seal(String family, String data) {
    /** Anthropic's models, wherever they are hosted. */
    public static final String ANTHROPIC = "anthropic";

    /** OpenAI's models behind the Responses API. */
    public static final String OPENAI = "openai";

    /** Google's Gemini models. */
    public static final String GEMINI = "gemini";

    // Chosen so that the whole envelope is base64 text in both alphabets: Gemini's field is bytes.
    private static final String ENVELOPE = "sluiceseal";
    /** How every envelope begins. It is the part of the mark whose base64 does not depend on what follows. */
    public static final String MARK = "c2x1aWNlc2Vh";

    private static final Base64.Encoder ENCODER = Base64.getEncoder();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    /**
     * The proof as text for a slot of {@code slotFamily}: as it is where the families agree, else in an envelope that
     * {@link #read} opens. The envelope is standard base64 throughout, so it fits fields that hold bytes.
     */
    public String carriedIn(String slotFamily) {
        if (family.equals(slotFamily)) {
            return data;
        }
        String inner = ENVELOPE + "\n" + family + "\n" + data;
        return ENCODER.encodeToString(inner.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads what came back in a slot of {@code slotFamily}: an envelope's content, else a proof of that family. */
    public static Seal read(String text, String slotFamily) {
        Seal enveloped = open(text);
        return enveloped == null ? new Seal(slotFamily, text) : enveloped;
    }

    private static @Nullable Seal open(String text) {
        if (!text.startsWith(MARK)) {
            return null;
        }
        try {
            String inner = new String(DECODER.decode(text), StandardCharsets.UTF_8);
            String[] parts = inner.split("\n", 3);
            return parts.length == 3 && parts[0].equals(ENVELOPE) ? new Seal(parts[1], parts[2]) : null;
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }
}
