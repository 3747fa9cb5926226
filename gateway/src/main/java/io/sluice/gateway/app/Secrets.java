package io.sluice.gateway.app;

import io.sluice.gateway.store.SqliteKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two secrets of a data folder, 256 random bits each: the pepper of what is hashed and the key of what is encrypted.
 *
 * <p>Nothing uses them directly: every use gets a key of its own by HKDF-SHA-256. They are not in the database, so its
 * backup is worth nothing without them, and they need a backup of their own.
 */
final class Secrets {
    private static final String HEAD = "sluice-secrets ";
    private static final int VERSION = 1;
    private static final int LENGTH = 32;
    private static final String PEPPER = "pepper ";
    private static final String KEK = "kek ";
    private static final String CHECK = "check ";

    private final SecretKeySpec pepper;
    private final SecretKeySpec kek;

    private Secrets(byte[] pepper, byte[] kek) {
        this.pepper = new SecretKeySpec(pepper, "HKDF");
        this.kek = new SecretKeySpec(kek, "HKDF");
    }

    /**
     * Reads the secrets of a folder, or makes them where nothing there needs older ones. For the folder's owner only.
     *
     * @throws CommandFailed where the file is missing though keys are there, open to others, damaged, or newer
     */
    static Secrets of(DataFolder folder, SecureRandom random) throws IOException {
        Path file = folder.secrets();
        if (Files.exists(file)) {
            return parse(file, PrivateFile.read(file));
        }
        if (Files.exists(folder.path().resolve(SqliteKeys.FILE))) {
            throw CommandFailed.because(file + " is missing, but " + SqliteKeys.FILE + " is there, and its keys work"
                    + " only with it. Restore " + file + " from a backup, or move " + SqliteKeys.FILE
                    + " away to begin without keys");
        }
        byte[] pepper = new byte[LENGTH];
        byte[] kek = new byte[LENGTH];
        random.nextBytes(pepper);
        random.nextBytes(kek);
        PrivateFile.write(file, text(pepper, kek));
        return new Secrets(pepper, kek);
    }

    /** The key for one purpose, the same at every start. */
    SecretKey key(Purpose purpose) {
        SecretKeySpec root = switch (purpose.root()) {
            case PEPPER -> pepper;
            case KEK -> kek;
        };
        var wanted = HKDFParameterSpec.ofExtract()
                .addIKM(root)
                .thenExpand(purpose.label().getBytes(StandardCharsets.US_ASCII), LENGTH);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey("HmacSHA256", wanted);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no HKDF-SHA256; use an unmodified JDK 25", absent);
        }
    }

    @Override
    public String toString() {
        return "Secrets";
    }

    private static String text(byte[] pepper, byte[] kek) {
        String body = HEAD + VERSION + "\n" + PEPPER + base64(pepper) + "\n" + KEK + base64(kek) + "\n";
        return body + CHECK + checksum(body) + "\n";
    }

    private static Secrets parse(Path file, String text) {
        List<String> lines = text.lines().toList();
        if (!lines.isEmpty() && isNewer(lines.getFirst())) {
            throw CommandFailed.because(file + " was written by a newer version of Sluice (\"" + lines.getFirst()
                    + "\"); run that version, or restore the folder's backup from before the upgrade");
        }
        try {
            byte[] pepper = bytes(lines.get(1), PEPPER);
            byte[] kek = bytes(lines.get(2), KEK);
            if (text.equals(text(pepper, kek))) {
                return new Secrets(pepper, kek);
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            // told below, with every other damage
        }
        throw CommandFailed.because(file + " is damaged (" + text.length() + " bytes that do not pass its checksum)."
                + " Restore it from a backup; without it the keys in " + SqliteKeys.FILE + " cannot be used");
    }

    private static boolean isNewer(String head) {
        String number = head.startsWith(HEAD) ? head.substring(HEAD.length()) : "";
        return number.matches("[1-9][0-9]{0,8}") && Integer.parseInt(number) > VERSION;
    }

    private static byte[] bytes(String line, String name) {
        byte[] bytes = line.startsWith(name) ? Base64.getDecoder().decode(line.substring(name.length())) : new byte[0];
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException(name);
        }
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String checksum(String body) {
        var sum = new CRC32C();
        sum.update(body.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
