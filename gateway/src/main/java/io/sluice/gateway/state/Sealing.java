package io.sluice.gateway.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is kept: AES-256-GCM with a nonce of its own for each, 12 random bytes before the text. What it belongs
 * to is authenticated with it, so that no row opens in another's place.
 */
public final class Sealing {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random;

    /** Under a key of 256 bits that is used for nothing else. */
    public Sealing(SecretKey key, SecureRandom random) {
        this.key = new SecretKeySpec(key.getEncoded(), "AES");
        this.random = random;
    }

    /** The text encrypted; {@code owner} says what it belongs to. */
    byte[] seal(byte[] text, byte[] owner) throws IOException {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, owner);
            ByteBuffer sealed = ByteBuffer.allocate(NONCE + cipher.getOutputSize(text.length));
            sealed.put(nonce);
            cipher.doFinal(ByteBuffer.wrap(text), sealed);
            return sealed.array();
        } catch (GeneralSecurityException failed) {
            throw new IOException("cannot encrypt", failed);
        }
    }

    /**
     * The text again.
     *
     * @throws IOException where it is not what was sealed for that, under this key
     */
    byte[] open(byte[] sealed, byte[] owner) throws IOException {
        if (sealed.length < NONCE) {
            throw new IOException("a kept answer is too short to be one");
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), owner);
            return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
        } catch (GeneralSecurityException failed) {
            throw new IOException("a kept answer cannot be decrypted with the secrets of this data folder", failed);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] owner) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner);
        return cipher;
    }
}
