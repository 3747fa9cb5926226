package io.sluice.gateway.config;

import java.nio.file.Path;

/** The certificate the data listener shows; both files are PEM and are read again when they change. */
public record TlsSettings(
        @Doc("The certificate chain, PEM, the listener's own certificate first.")
        Path cert,

        @Doc("The private key, PEM (PKCS #8), unencrypted; readable by Sluice alone.")
        Path key) {}
