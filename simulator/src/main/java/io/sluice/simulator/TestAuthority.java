package io.sluice.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A certificate authority made at run time, for tests of TLS: good identities for localhost and bad ones of each kind.
 * Keys are EC P-256 and live in memory only. Trust {@link #certificate()} to trust all but the bad ones.
 */
public final class TestAuthority {

    private static final byte[] ECDSA_SHA256 = Der.sequence(Der.id("1.2.840.10045.4.3.2"));
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final Duration DAY = Duration.ofDays(1);

    private final String name;
    private final InstantSource clock;
    private final KeyPair keys;
    private final AtomicLong serial = new AtomicLong();
    private final X509Certificate certificate;

    private TestAuthority(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.keys = newKeys();
        this.certificate =
                signed(keys, new Wanted(name, List.of(), true, clock.instant().plus(DAY)));
    }

    /** What a certificate is to say. */
    private record Wanted(String subject, List<byte[]> names, boolean authority, Instant until) {}

    /** A new authority whose identities are valid for a day, from an hour ago. */
    public static TestAuthority create() {
        return new TestAuthority("Sluice test authority", InstantSource.system());
    }

    /** The authority's own certificate: what a client has to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Valid for {@code localhost} and 127.0.0.1. */
    public TestIdentity localhost() {
        return issued(List.of(dns("localhost"), ip()), clock.instant().plus(DAY));
    }

    /** Right in all but its time, which ended a minute ago. */
    public TestIdentity expired() {
        return issued(List.of(dns("localhost"), ip()), clock.instant().minusSeconds(60));
    }

    /** Valid, but for {@code elsewhere.example} alone. */
    public TestIdentity wrongHost() {
        return issued(List.of(dns("elsewhere.example")), clock.instant().plus(DAY));
    }

    /** For localhost, but vouched for by nobody else than itself. */
    public static TestIdentity selfSigned() {
        TestAuthority alone = new TestAuthority("localhost", InstantSource.system());
        Wanted wanted = new Wanted(
                "localhost",
                List.of(dns("localhost"), ip()),
                true,
                alone.clock.instant().plus(DAY));
        return new TestIdentity(alone.keys.getPrivate(), List.of(alone.signed(alone.keys, wanted)));
    }

    private TestIdentity issued(List<byte[]> names, Instant until) {
        KeyPair own = newKeys();
        X509Certificate leaf = signed(own, new Wanted("simulator", names, false, until));
        return new TestIdentity(own.getPrivate(), List.of(leaf, certificate));
    }

    private X509Certificate signed(KeyPair subject, Wanted wanted) {
        Instant from = wanted.until().minus(DAY).minus(Duration.ofHours(1));
        byte[] body = Der.sequence(
                Der.tagged(0xa0, Der.integer(2)),
                Der.integer(serial.incrementAndGet()),
                ECDSA_SHA256,
                distinguished(name),
                Der.sequence(Der.time(from), Der.time(wanted.until())),
                distinguished(wanted.subject()),
                subject.getPublic().getEncoded(),
                Der.tagged(0xa3, extensions(wanted)));
        try {
            byte[] whole = Der.sequence(body, ECDSA_SHA256, Der.bits(signature(keys.getPrivate(), body)));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK cannot make certificates", impossible);
        }
    }

    private static byte[] extensions(Wanted wanted) {
        byte[] constraints = wanted.authority() ? Der.sequence(Der.yes()) : Der.sequence();
        byte[] basic = Der.sequence(Der.id("2.5.29.19"), Der.yes(), Der.octets(constraints));
        if (wanted.names().isEmpty()) {
            return Der.sequence(basic);
        }
        byte[] names = Der.sequence(wanted.names().toArray(byte[][]::new));
        return Der.sequence(basic, Der.sequence(Der.id("2.5.29.17"), Der.octets(names)));
    }

    private static byte[] distinguished(String name) {
        return Der.sequence(Der.set(Der.sequence(Der.id("2.5.4.3"), Der.utf8(name))));
    }

    private static byte[] dns(String host) {
        return Der.tagged(0x82, host.getBytes(US_ASCII));
    }

    private static byte[] ip() {
        return Der.tagged(0x87, LOOPBACK);
    }

    private static byte[] signature(PrivateKey key, byte[] content) throws GeneralSecurityException {
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(key);
        signing.update(content);
        return signing.sign();
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JDK knows no P-256", impossible);
        }
    }
}
