package io.sluice.gateway.auth;

import java.security.SecureRandom;
import java.util.zip.CRC32C;

/**
 * How a key of ours is written: {@code sk-sl-}, 43 random letters and digits (256 bits), 6 of checksum.
 *
 * <p>The checksum is no secret. It lets a mistyped or made-up key be refused for the price of reading it, and secret
 * scanners be sure of what they found.
 */
final class KeyText {
    static final String PREFIX = "sk-sl-";
    static final int LENGTH = 55;

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int CHECKSUM_AT = 49;

    private KeyText() {}

    /** A new key. */
    static String fresh(SecureRandom random) {
        var text = new StringBuilder(LENGTH).append(PREFIX);
        letters(text, CHECKSUM_AT - PREFIX.length(), random);
        long rest = checksum(text);
        while (text.length() < LENGTH) {
            text.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return text.toString();
    }

    /** Appends random letters and digits, each as likely as the other. */
    static void letters(StringBuilder text, int count, SecureRandom random) {
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
    }

    /** Whether the text could be a key of ours: its length, its letters and its checksum are right. */
    static boolean plausible(CharSequence text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char letter = text.charAt(i);
            if (i < PREFIX.length() ? letter != PREFIX.charAt(i) : !isLetterOrDigit(letter)) {
                return false;
            }
        }
        long rest = checksum(text);
        for (int i = CHECKSUM_AT; i < LENGTH; i++) {
            if (text.charAt(i) != ALPHABET.charAt((int) (rest % ALPHABET.length()))) {
                return false;
            }
            rest /= ALPHABET.length();
        }
        return true;
    }

    private static boolean isLetterOrDigit(char letter) {
        return letter >= '0' && letter <= '9' || letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z';
    }

    private static long checksum(CharSequence text) {
        var sum = new CRC32C();
        for (int i = 0; i < CHECKSUM_AT; i++) {
            sum.update(text.charAt(i));
        }
        return sum.getValue();
    }
}
