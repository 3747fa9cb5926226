package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The keys the machine has, in the order of AWS's own tools: variables, web identity, the profile's files, the container,
 * the instance. The first place that has something decides; one that has nothing is no mistake.
 */
final class AwsChain implements Source<AwsKeys> {
    private final Machine machine;
    private final List<Place> places;

    AwsChain(Machine machine, TokenHttp http, String region) {
        this.machine = machine;
        this.places = List.of(
                this::fromEnvironment,
                new AwsWebIdentity(machine, http, region)::keys,
                new AwsProfile(machine)::keys,
                new AwsContainer(machine, http)::keys,
                new AwsInstance(machine, http)::keys);
    }

    /** One place; null where it has nothing. */
    @FunctionalInterface
    interface Place {
        @Nullable
        AwsKeys keys() throws SignFailed, InterruptedException;
    }

    @Override
    public AwsKeys fetch() throws SignFailed, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (Place place : places) {
            try {
                AwsKeys keys = place.keys();
                if (keys != null) {
                    return keys;
                }
            } catch (SignFailed failed) {
                tried.add(failed.text());
            }
        }
        throw new SignFailed(
                "no AWS credentials: neither AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, nor a profile, nor a"
                        + " role of the container or instance; set one, or `key: ID:SECRET`"
                        + (tried.isEmpty() ? "" : " (" + String.join("; ", tried) + ")"));
    }

    private @Nullable AwsKeys fromEnvironment() {
        String id = machine.get("AWS_ACCESS_KEY_ID");
        String secret = machine.get("AWS_SECRET_ACCESS_KEY");
        String session = machine.get("AWS_SESSION_TOKEN");
        return id == null || secret == null
                ? null
                : new AwsKeys(id, new Secret(secret), session == null ? null : new Secret(session), null);
    }

    /** What the container's and the instance's services answer. */
    static AwsKeys of(JsonNode json, String what) throws SignFailed {
        try {
            return new AwsKeys(
                    TokenHttp.member(json, "AccessKeyId", what),
                    new Secret(TokenHttp.member(json, "SecretAccessKey", what)),
                    new Secret(TokenHttp.member(json, "Token", what)),
                    Instant.parse(TokenHttp.member(json, "Expiration", what)));
        } catch (DateTimeException _) {
            throw new SignFailed(what + " has an \"Expiration\" that is no time");
        }
    }
}
