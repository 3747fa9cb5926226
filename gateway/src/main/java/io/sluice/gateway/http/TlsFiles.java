package io.sluice.gateway.http;

import java.nio.file.Path;

/**
 * Where the certificate of a listener lies; both files are read again when one of them changes.
 *
 * @param certificates PEM, the listener's own first, then the chain
 * @param key PEM, PKCS#8, without a password
 */
public record TlsFiles(Path certificates, Path key) {}
