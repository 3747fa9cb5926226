package io.sluice.gateway.sign;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The keys of an EC2 instance's role, by the second version of its metadata service, which asks for a token first. */
final class AwsInstance {
    private static final String WHAT = "the instance's metadata service";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";

    private final Machine machine;
    private final TokenHttp http;

    AwsInstance(Machine machine, TokenHttp http) {
        this.machine = machine;
        this.http = http;
    }

    @Nullable
    AwsKeys keys() throws SignFailed, InterruptedException {
        if (machine.get("AWS_EC2_METADATA_DISABLED", "false").equalsIgnoreCase("true")) {
            return null;
        }
        String host = machine.get("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://169.254.169.254")
                .replaceAll("/+$", "");
        String token = http.text(
                URI.create(host + "/latest/api/token"), "PUT", Map.of("x-aws-ec2-metadata-token-ttl-seconds", "300"));
        Map<String, String> with = Map.of("x-aws-ec2-metadata-token", token.strip());
        String role = http.text(URI.create(host + ROLES), "GET", with)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        if (!role.matches("[\\w+=,.@-]{1,128}")) {
            throw new SignFailed("the instance has no role");
        }
        JsonNode keys = http.get(URI.create(host + ROLES + role), with);
        return AwsChain.of(keys, WHAT);
    }
}
