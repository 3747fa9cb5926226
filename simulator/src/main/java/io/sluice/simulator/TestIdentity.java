package io.sluice.simulator;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * A private key and its certificates, as a TLS server shows them.
 *
 * @param key the private key
 * @param chain the certificate of that key first, then the one that signed it
 */
public record TestIdentity(PrivateKey key, List<X509Certificate> chain) {

    public TestIdentity {
        chain = List.copyOf(chain);
    }

    /** A server context of the JDK's TLS for {@link SimulatorOptions#tls}. */
    public SslContext server() {
        try {
            return SslContextBuilder.forServer(key, chain)
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (SSLException refused) {
            throw new IllegalStateException("the JDK's TLS does not take this identity", refused);
        }
    }

    /** The key as PEM (PKCS#8), to be written to a file. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The certificates as PEM, to be written to a file. */
    public String chainPem() {
        StringBuilder all = new StringBuilder();
        chain.forEach(certificate -> all.append(pem(certificate)));
        return all.toString();
    }

    /** One certificate as PEM. */
    public static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException broken) {
            throw new IllegalArgumentException("a certificate that cannot be written", broken);
        }
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    @Override
    public String toString() {
        return "TestIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
