package io.sluice.gateway.sign;

import io.sluice.gateway.catalog.Credential;
import io.sluice.gateway.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A credential that is a parameter of the query. */
record QuerySigner(Credential credential, String name) implements Signer {
    @Override
    public Signed sign(Signable request) {
        Secret key = credential
                .secret(request.origin())
                .orElseThrow(() -> new IllegalStateException("a key in the query cannot be the machine's own"));
        char before = request.target().indexOf('?') < 0 ? '?' : '&';
        String value = URLEncoder.encode(key.reveal(), StandardCharsets.UTF_8);
        return new Signed(request.target() + before + name + "=" + value, List.of());
    }
}
