package io.sluice.dialects.bedrock;

import io.sluice.dialects.FittedTools;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Names that Bedrock takes only in a narrow form. Not safe for several threads. */
final class Ids {
    private static final int LONGEST = 64;
    private static final int LONGEST_DOCUMENT = 200;

    private final Set<String> documents = new HashSet<>();

    /** A call's id as it is where Bedrock takes it, else one made of it, the same each time. */
    static String call(String id) {
        return id.matches("[a-zA-Z0-9_.:-]{1,64}") ? id : "call_" + hash(id, 40);
    }

    /** A tool's name as it is where Bedrock takes it, else one like it that an answer's call is known by again. */
    static String tool(String name) {
        return FittedTools.name(name, LONGEST);
    }

    /** A document's name in the letters Bedrock takes, different from those given out before. */
    String document(String name) {
        // AWS does not name the underscore among them, and takes it.
        String plain = name.replaceAll("[^a-zA-Z0-9_\\s()\\[\\]-]", " ")
                .replaceAll("\\s+", " ")
                .strip();
        String base = plain.isEmpty() ? "document" : plain;
        String free = base.substring(0, Math.min(base.length(), LONGEST_DOCUMENT));
        String cut = base.substring(0, Math.min(base.length(), LONGEST_DOCUMENT - 8));
        for (int i = 2; !documents.add(free); i++) {
            free = cut + " " + i;
        }
        return free;
    }

    private static String hash(String text, int digits) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, digits);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
