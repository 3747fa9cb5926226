package io.sluice.dialects.openai.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Ids of tool calls as a provider takes them, so that call and answer agree though nothing is kept between requests. */
final class CallIds {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MISTRALS = 9;

    private final boolean nineCharacters;
    private final Deque<String> nameless = new ArrayDeque<>();
    private final Map<String, String> names = new HashMap<>();
    private int given;

    CallIds(boolean nineCharacters) {
        this.nineCharacters = nineCharacters;
    }

    /** The id of a call; one without gets its number. */
    String call(String id, String name) {
        String own = id;
        if (own.isEmpty()) {
            own = "call_" + given++;
            nameless.add(own);
        }
        names.put(own, name);
        return fit(own);
    }

    /** The id of the call an answer is for; one without an id answers the oldest such call. */
    String answered(String id) {
        String oldest = id.isEmpty() ? nameless.poll() : id;
        return fit(oldest == null ? "call_" + given++ : oldest);
    }

    /** The name of the tool that call was of; empty where it was not seen. */
    String name(String id) {
        return names.getOrDefault(id, "");
    }

    private String fit(String id) {
        return nineCharacters && !fits(id) ? hash(id) : id;
    }

    private static boolean fits(String id) {
        return id.length() == MISTRALS && id.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            StringBuilder nine = new StringBuilder(MISTRALS);
            for (int i = 0; i < MISTRALS; i++) {
                nine.append(ALPHABET.charAt((digest[i] & 0xFF) % ALPHABET.length()));
            }
            return nine.toString();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
