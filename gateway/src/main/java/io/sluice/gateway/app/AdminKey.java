package io.sluice.gateway.app;

import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What opens the admin listener: given in the environment, or made at the first start. There is no default. */
final class AdminKey {
    /** The variable that, when set, is the key. */
    static final String VARIABLE = "SLUICE_ADMIN_KEY";

    private static final int SHORTEST = 32;
    private static final int RANDOM_BYTES = 32;
    static final String MASTER = "master_key or LITELLM_MASTER_KEY";
    private static final int FEWEST_CHARACTERS = 8;
    private static final String KNOWN = "(sk-|key|admin|master|secret|password|passwd|changeme|change-me|sluice|litellm"
            + "|example|default|test|qwerty|0123456789|1234567890|123456789|12345678|123456|12345|1234|abcdef)";

    private final byte[] digest;
    private final String origin;

    private AdminKey(String key, String origin) {
        this.digest = digest(key);
        this.origin = origin;
    }

    /**
     * The key of this start. For the folder's owner only.
     *
     * @throws CommandFailed with status 78 where the environment's key is too weak, 1 where the file is unusable
     */
    static AdminKey of(DataFolder folder, Map<String, String> environment, SecureRandom random) throws IOException {
        String given = environment.get(VARIABLE);
        if (given != null) {
            String wrong = weakness(given);
            if (wrong != null) {
                throw CommandFailed.config(VARIABLE + " " + wrong + "; set it to at least " + SHORTEST
                        + " random characters (openssl rand -hex 32), or unset it to have one made");
            }
            return new AdminKey(given, VARIABLE);
        }
        Path file = folder.adminKey();
        if (!Files.exists(file)) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            PrivateFile.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        }
        String key = PrivateFile.read(file).strip();
        if (weakness(key) != null) {
            throw CommandFailed.because(file + " " + weakness(key) + "; remove the file to have a new key made");
        }
        return new AdminKey(key, file.toString());
    }

    /** The key of this start where a LiteLLM proxy stood: its master key, which was found good enough; else the usual one. */
    static AdminKey of(DataFolder folder, Map<String, String> environment, SecureRandom random, Settings settings)
            throws IOException {
        Secret master = settings.masterKey();
        return master == null ? of(folder, environment, random) : new AdminKey(master.reveal(), MASTER);
    }

    /** Whether a presented text is the key, compared in constant time. */
    boolean opens(String presented) {
        return MessageDigest.isEqual(digest, digest(presented));
    }

    /** Where the key is to be found: the variable's name or the file. */
    String origin() {
        return origin;
    }

    @Override
    public String toString() {
        return "AdminKey";
    }

    /** What makes a key guessable, or null: too short, too few characters, a repeated piece, or known words. */
    private static @Nullable String weakness(String key) {
        return weakness(key, SHORTEST);
    }

    /** The same of a key of at least so many characters. */
    static @Nullable String weakness(String key, int shortest) {
        if (key.length() < shortest) {
            return "has " + key.length() + " characters";
        }
        if (key.chars().distinct().count() < FEWEST_CHARACTERS || repeats(key)) {
            return "repeats itself";
        }
        String rest = key.toLowerCase(Locale.ROOT).replaceAll(KNOWN, "").replaceAll("[^a-z0-9+/]", "");
        return rest.length() < shortest / 2 ? "is made of well-known words" : null;
    }

    private static boolean repeats(String key) {
        for (int period = 1; period <= key.length() / 2; period++) {
            if (key.regionMatches(period, key, 0, key.length() - period)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no SHA-256; use an unmodified JDK", absent);
        }
    }
}
