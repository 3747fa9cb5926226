package io.sluice.gateway.sign;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a task's or pod's role. Where the address comes from a variable as a whole, it must be https, this machine, or
 * one of the addresses AWS gives out keys on: a token goes with the request.
 */
final class AwsContainer {
    private static final String WHAT = "the container's credentials service";
    private static final String HOST = "http://169.254.170.2";
    private static final Set<String> ALLOWED =
            Set.of("localhost", "127.0.0.1", "[::1]", "169.254.170.2", "169.254.170.23", "[fd00:ec2::23]");

    private final Machine machine;
    private final TokenHttp http;

    AwsContainer(Machine machine, TokenHttp http) {
        this.machine = machine;
        this.http = http;
    }

    @Nullable
    AwsKeys keys() throws SignFailed, InterruptedException {
        URI uri = address();
        if (uri == null) {
            return null;
        }
        String token = token();
        return AwsChain.of(http.get(uri, token == null ? Map.of() : Map.of("authorization", token)), WHAT);
    }

    private @Nullable URI address() throws SignFailed {
        String relative = machine.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        String full = machine.get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        try {
            if (relative != null) {
                URI uri = URI.create(HOST + relative);
                if (!"169.254.170.2".equals(uri.getHost()) || uri.getPort() >= 0) {
                    throw new SignFailed("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path");
                }
                return uri;
            }
            URI uri = full == null ? null : URI.create(full);
            if (uri != null && !"https".equals(uri.getScheme()) && !ALLOWED.contains(String.valueOf(uri.getHost()))) {
                throw new SignFailed("AWS_CONTAINER_CREDENTIALS_FULL_URI names a host that gives out no credentials: "
                        + uri.getHost());
            }
            return uri;
        } catch (IllegalArgumentException _) {
            throw new SignFailed("AWS_CONTAINER_CREDENTIALS_*_URI is no address");
        }
    }

    private @Nullable String token() throws SignFailed {
        String file = machine.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        if (file == null) {
            return machine.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException failed) {
            throw new SignFailed(file + " cannot be read: " + failed.getClass().getSimpleName(), failed);
        }
    }
}
