package io.sluice.gateway.sign;

import io.sluice.gateway.catalog.AuthScheme;
import io.sluice.gateway.catalog.Credential;
import io.sluice.gateway.catalog.Provider;
import io.sluice.gateway.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the signers of providers. Kept for the life of the process: after a reload, a credential that is the same keeps its
 * signer and what that has fetched. Used by one thread at a time.
 */
public final class Signers {
    private final Machine machine;
    private List<Made> made = List.of();
    private final TokenHttp http;

    /** With what the machine has. Nothing is fetched before a call needs it. */
    public Signers(Machine machine) {
        this.machine = machine;
        this.http = new TokenHttp(machine.proxies());
    }

    /**
     * The signers of each provider, by its id, one for each credential in their order; one that adds nothing where a
     * provider wants none, none where the caller's own is passed on.
     */
    public Map<String, List<Signer>> of(Map<String, Provider> providers) {
        List<Made> next = new ArrayList<>();
        Map<String, List<Signer>> signers = new LinkedHashMap<>();
        providers.forEach((id, provider) -> {
            List<Signer> own = new ArrayList<>();
            for (Credential credential : provider.credentials()) {
                Made one = made(provider, credential);
                next.add(one);
                own.add(one.signer);
            }
            if (own.isEmpty() && !provider.callersKey()) {
                own.add(Signer.NONE);
            }
            signers.put(id, List.copyOf(own));
        });
        made = List.copyOf(next);
        return signers;
    }

    private Made made(Provider provider, Credential credential) {
        String region = provider.places().getOrDefault("region", "");
        for (Made one : made) {
            if (one.region.equals(region) && one.credential.sameAs(credential)) {
                return one;
            }
        }
        return new Made(credential, region, signer(provider, credential, region));
    }

    private Signer signer(Provider provider, Credential credential, String region) {
        Secret secret = credential.secret(provider.origin()).orElse(null);
        return switch (credential.scheme()) {
            case AuthScheme.Bearer _, AuthScheme.Header _, AuthScheme.None _ -> new PlainSigner(credential);
            case AuthScheme.Query(String name) -> new QuerySigner(credential, name);
            case AuthScheme.Aws(String service) -> {
                Renewed<AwsKeys> keys = secret == null
                        ? renewed(new AwsChain(machine, http, region))
                        : Renewed.fixed(AwsKeys.parse(secret), machine.clock(), machine.threads());
                yield new AwsSigner(credential, new SigV4(region, service), keys, machine.clock());
            }
            case AuthScheme.Google _ -> new TokenSigner(credential, renewed(new GoogleTokens(machine, http, secret)));
            case AuthScheme.Azure(String scope) ->
                new TokenSigner(credential, renewed(new AzureTokens(machine, http, secret, scope)));
        };
    }

    private <T extends Lasting> Renewed<T> renewed(Source<T> source) {
        return new Renewed<>(source, machine.clock(), machine.threads());
    }

    private record Made(Credential credential, String region, Signer signer) {}
}
