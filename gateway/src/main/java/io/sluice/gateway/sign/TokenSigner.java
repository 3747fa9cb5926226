package io.sluice.gateway.sign;

import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Credential;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A bearer token that is fetched. */
record TokenSigner(Credential credential, Renewed<Token> token) implements Signer {
    @Override
    public CompletableFuture<Void> ready() {
        return token.ready();
    }

    @Override
    public Signed sign(Signable request) {
        credential.secret(request.origin()); // refuses any other destination
        return new Signed(
                request.target(),
                List.of(new AuthHeader(
                        "authorization", "Bearer " + token.get().value().reveal())));
    }

    @Override
    public void rejected() {
        token.forget();
    }
}
