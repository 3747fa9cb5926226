package io.sluice.gateway.account;

import java.security.MessageDigest;

/**
 * What is kept of a key's secret: a keyed hash from which the secret cannot be had, and which opens nothing itself.
 *
 * <p>Two are compared in constant time.
 */
public final class Fingerprint {
    /** Its length in bytes: that of HMAC-SHA-256. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    /** Copies {@value #LENGTH} bytes; any other number throws {@link IllegalArgumentException}. */
    public Fingerprint(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a fingerprint has " + LENGTH + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes, for a store. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The first four bytes: as good as random already. */
    @Override
    public int hashCode() {
        return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
    }

    @Override
    public String toString() {
        return "Fingerprint";
    }
}
