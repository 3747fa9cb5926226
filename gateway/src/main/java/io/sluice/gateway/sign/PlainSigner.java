package io.sluice.gateway.sign;

import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Credential;
import java.util.List;

/** A credential that is a header, the same for every request. */
record PlainSigner(Credential credential) implements Signer {
    @Override
    public Signed sign(Signable request) {
        List<AuthHeader> headers =
                credential.header(request.origin()).map(List::of).orElse(List.of());
        return new Signed(request.target(), headers);
    }
}
