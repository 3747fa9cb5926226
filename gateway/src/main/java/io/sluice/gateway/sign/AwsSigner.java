package io.sluice.gateway.sign;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.Credential;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Signs requests to AWS, with keys of the configuration or those the machine has. */
record AwsSigner(Credential credential, SigV4 signature, Renewed<AwsKeys> keys, InstantSource clock) implements Signer {
    @Override
    public CompletableFuture<Void> ready() {
        return keys.ready();
    }

    @Override
    public String digest(List<Bytes> body) {
        return SigV4.digest(body);
    }

    @Override
    public Signed sign(Signable request) {
        credential.secret(request.origin()); // refuses any other destination
        return new Signed(request.target(), signature.sign(request, keys.get(), clock.instant()));
    }

    @Override
    public void rejected() {
        keys.forget();
    }
}
