package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a role that a token in a file stands for, as Kubernetes gives them out; by AWS's Security Token Service. */
final class AwsWebIdentity {
    private static final String WHAT = "the security token service";

    private final Machine machine;
    private final TokenHttp http;
    private final String region;

    AwsWebIdentity(Machine machine, TokenHttp http, String region) {
        this.machine = machine;
        this.http = http;
        this.region = region;
    }

    @Nullable
    AwsKeys keys() throws SignFailed, InterruptedException {
        String file = machine.get("AWS_WEB_IDENTITY_TOKEN_FILE");
        String role = machine.get("AWS_ROLE_ARN");
        if (file == null || role == null) {
            return null;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("Action", "AssumeRoleWithWebIdentity");
        form.put("Version", "2011-06-15");
        form.put("RoleArn", role);
        form.put("RoleSessionName", machine.get("AWS_ROLE_SESSION_NAME", "sluice"));
        form.put("WebIdentityToken", read(file));
        String usual = "https://sts." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "");
        URI service = URI.create(machine.get("AWS_ENDPOINT_URL_STS", usual) + "/");
        String answer = http.postForText(service, form);
        try {
            return new AwsKeys(
                    element(answer, "AccessKeyId"),
                    new Secret(element(answer, "SecretAccessKey")),
                    new Secret(element(answer, "SessionToken")),
                    Instant.parse(element(answer, "Expiration")));
        } catch (DateTimeException _) {
            throw new SignFailed(WHAT + " gave an \"Expiration\" that is no time");
        }
    }

    private static String read(String file) throws SignFailed {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException failed) {
            throw new SignFailed(file + " cannot be read: " + failed.getClass().getSimpleName(), failed);
        }
    }

    /** Keys, tokens and times hold nothing that XML would escape, and each element occurs once. */
    private static String element(String xml, String name) throws SignFailed {
        int from = xml.indexOf("<" + name + ">");
        int to = xml.indexOf("</" + name + ">");
        if (from < 0 || to < from) {
            throw new SignFailed(WHAT + " lacks \"" + name + "\"");
        }
        return xml.substring(from + name.length() + 2, to).strip();
    }
}
