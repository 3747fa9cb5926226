package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.Seal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Proofs of thinking in Bedrock's two slots: {@code signature}, a text, and {@code redactedContent}, bytes in base64.
 *
 * <p>What Claude hides is a text already, and Bedrock wraps it once more; the seal is the text, so that it is the same
 * one wherever Claude is hosted. Bytes that are no text are Bedrock's own and stay as they are.
 */
final class Seals {
    /** What Bedrock's other models hide. */
    static final String FAMILY = BedrockConverse.ID;

    /** A proof that hangs on the tool call before it: Bedrock's calls have no slot of their own. */
    private static final String ON_CALL = "call:";

    private Seals() {}

    static Seal fromSignature(String signature) {
        return Seal.read(signature, Seal.ANTHROPIC);
    }

    static Seal fromRedacted(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new Seal(FAMILY, base64);
        }
        boolean text = Base64.getEncoder().encodeToString(bytes).equals(base64);
        for (byte b : bytes) {
            text &= b > ' ' && b < 0x7F;
        }
        return text
                ? Seal.read(new String(bytes, StandardCharsets.US_ASCII), Seal.ANTHROPIC)
                : new Seal(FAMILY, base64);
    }

    static String toRedacted(Seal seal) {
        return seal.family().equals(FAMILY)
                ? seal.data()
                : Base64.getEncoder()
                        .encodeToString(seal.carriedIn(Seal.ANTHROPIC).getBytes(StandardCharsets.UTF_8));
    }

    /** The seal of a tool call, as hidden thinking right after it carries it. */
    static Seal hungOnCall(Seal seal) {
        return new Seal(ON_CALL + seal.family(), seal.data());
    }

    static boolean hangsOnCall(Seal seal) {
        return seal.family().startsWith(ON_CALL);
    }

    static Seal takenFromCall(Seal seal) {
        return new Seal(seal.family().substring(ON_CALL.length()), seal.data());
    }
}
