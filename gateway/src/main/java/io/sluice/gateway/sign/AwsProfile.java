package io.sluice.gateway.sign;

import io.sluice.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of a profile in {@code ~/.aws/credentials} or {@code ~/.aws/config}. */
final class AwsProfile {
    private final Machine machine;

    AwsProfile(Machine machine) {
        this.machine = machine;
    }

    @Nullable
    AwsKeys keys() throws SignFailed {
        String profile = machine.get("AWS_PROFILE", machine.get("AWS_DEFAULT_PROFILE", "default"));
        Path folder = machine.home().resolve(".aws");
        Map<String, String> found = new HashMap<>();
        Path config =
                Path.of(machine.get("AWS_CONFIG_FILE", folder.resolve("config").toString()));
        Path own = Path.of(machine.get(
                "AWS_SHARED_CREDENTIALS_FILE", folder.resolve("credentials").toString()));
        read(config, profile.equals("default") ? "default" : "profile " + profile, found);
        read(own, profile, found);
        String id = found.get("aws_access_key_id");
        String secret = found.get("aws_secret_access_key");
        String session = found.get("aws_session_token");
        if (id != null && secret != null) {
            return new AwsKeys(id, new Secret(secret), session == null ? null : new Secret(session), null);
        }
        for (String other : new String[] {"credential_process", "sso_session", "sso_start_url", "role_arn"}) {
            if (found.containsKey(other)) {
                throw new SignFailed("the profile " + profile + " has " + other
                        + ", which is not read; write keys into it or use the environment");
            }
        }
        return null;
    }

    private static void read(Path file, String section, Map<String, String> into) throws SignFailed {
        if (!Files.isReadable(file)) {
            return;
        }
        try {
            boolean inside = false;
            for (String line : Files.readAllLines(file)) {
                String text = line.strip();
                int equals = text.indexOf('=');
                if (text.startsWith("[") && text.endsWith("]")) {
                    inside = text.substring(1, text.length() - 1)
                            .strip()
                            .replaceAll("\\s+", " ")
                            .equals(section);
                } else if (inside && equals > 0 && !text.startsWith("#") && !text.startsWith(";")) {
                    String value = text.substring(equals + 1).strip();
                    if (!value.isEmpty()) {
                        into.put(text.substring(0, equals).strip(), value);
                    }
                }
            }
        } catch (IOException failed) {
            throw new SignFailed(file + " cannot be read: " + failed.getClass().getSimpleName(), failed);
        }
    }
}
