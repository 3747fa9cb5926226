package io.sluice.gateway.threats;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Secrets that must not turn up anywhere, and the look for them: raw, base64, url-encoded, and any 12 letters of these. */
final class Canaries {
    private static final int PIECE = 12;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final Random chance = new Random(13);
    private final Map<String, String> pieces = new HashMap<>();

    /** A new secret under this name. */
    String make(String name) {
        StringBuilder secret = new StringBuilder();
        for (int i = 0; i < 36; i++) {
            secret.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
        }
        return watch(name, secret.insert(20, "+/").toString());
    }

    /** A secret made elsewhere. */
    String watch(String name, String secret) {
        for (String form : forms(secret)) {
            for (int i = 0; i + PIECE <= form.length(); i++) {
                pieces.put(form.substring(i, i + PIECE), name);
            }
        }
        return secret;
    }

    private static List<String> forms(String secret) {
        List<String> forms = new ArrayList<>();
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        for (int shift = 0; shift < 3; shift++) {
            byte[] bytes = ("x".repeat(shift) + secret).getBytes(StandardCharsets.UTF_8);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                String text = encoder.encodeToString(bytes);
                // The first and last letters hang on what stands around the secret.
                forms.add(text.substring(4, text.length() - 4));
            }
        }
        return forms;
    }

    /** Names of the secrets a text holds a piece of, each with the place it was found at. */
    List<String> in(String where, String text) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i + PIECE <= text.length(); i++) {
            String name = pieces.get(text.substring(i, i + PIECE));
            if (name != null) {
                found.add(name + " in " + where + ": ..." + text.substring(Math.max(0, i - 30), i + PIECE));
                i += 40;
            }
        }
        return found;
    }
}
