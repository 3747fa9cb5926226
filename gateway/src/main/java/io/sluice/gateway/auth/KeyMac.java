package io.sluice.gateway.auth;

import io.sluice.gateway.account.Fingerprint;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;

/**
 * Turns a secret into its fingerprint: HMAC-SHA-256 under a key that is not in the database, so that who steals the
 * database can neither use nor test what is in it.
 *
 * <p>Keeps the state of a computation: one instance belongs to one thread.
 */
final class KeyMac {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final byte[] text = new byte[KeyText.LENGTH];
    private final byte[] result = new byte[Fingerprint.LENGTH];

    KeyMac(SecretKey key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + "; use an unmodified JDK", absent);
        }
    }

    /** The fingerprint of a {@linkplain KeyText#plausible plausible} key. */
    Fingerprint of(String secret) {
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) secret.charAt(i);
        }
        mac.update(text);
        try {
            mac.doFinal(result, 0);
        } catch (ShortBufferException impossible) {
            throw new AssertionError(impossible);
        }
        return new Fingerprint(result);
    }
}
