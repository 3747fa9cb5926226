package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.AuthScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsChainTest {
    private static final String KEYS = "{\"AccessKeyId\":\"AKIA-%s\",\"SecretAccessKey\":\"s\",\"Token\":\"session\","
            + "\"Expiration\":\"2026-11-20T06:00:00Z\"}";

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();
    private TokenServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TokenServer();
        environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void variablesComeFirst() throws Exception {
        environment.putAll(Map.of("AWS_ACCESS_KEY_ID", "AKIA-env", "AWS_SECRET_ACCESS_KEY", "s"));
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), "[default]\naws_access_key_id=AKIA-file\n");

        assertThat(id()).isEqualTo("AKIA-env");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aProfileIsReadFromBothFiles() throws Exception {
        environment.put("AWS_PROFILE", "work");
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/credentials"), """
                [default]
                aws_access_key_id = AKIA-default
                aws_secret_access_key = s
                # [work]
                [work]
                aws_access_key_id = AKIA-work
                aws_session_token = session
                """);
        Files.writeString(home.resolve(".aws/config"), "[profile work]\naws_secret_access_key = s\nregion = x\n");

        assertThat(id()).isEqualTo("AKIA-work");
    }

    @Test
    void aProfileThatNeedsMoreIsNamed() throws Exception {
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), "[default]\nsso_session = corp\n");

        Sent.refused(signer(), "the profile default has sso_session, which is not read", "`key: ID:SECRET`");
    }

    @Test
    void aContainersRoleIsAskedForWithItsToken() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "pod-token\n");
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url() + "/v1/credentials");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
        server.answering("/v1/credentials", KEYS.formatted("pod"));

        List<AuthHeader> headers = Sent.headers(signer());

        assertThat(headers.getLast().value()).contains("Credential=AKIA-pod/");
        assertThat(headers).contains(new AuthHeader("x-amz-security-token", "session"));
        assertThat(server.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.headers()).containsEntry("authorization", "pod-token"));
    }

    @Test
    void noTokenGoesToAHostThatGivesOutNoCredentials() {
        environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://evil.example/keys");
        environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "pod-token");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");

        Sent.refused(signer(), "names a host that gives out no credentials: evil.example");
    }

    @Test
    void aRelativeAddressCannotNameAnotherHost() {
        environment.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "@evil.example/keys");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");

        Sent.refused(signer(), "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI is no path");
    }

    @Test
    void anInstancesRoleIsAskedForByTheSecondVersion() throws Exception {
        server.answering("/latest/api/token", "imds-token")
                .answering("/latest/meta-data/iam/security-credentials/", "my-role\n")
                .answering("/latest/meta-data/iam/security-credentials/my-role", KEYS.formatted("instance"));

        assertThat(id()).isEqualTo("AKIA-instance");
        assertThat(server.asked()).extracting(TokenServer.Asked::method).containsExactly("PUT", "GET", "GET");
        assertThat(server.asked().getFirst().headers()).containsKey("x-aws-ec2-metadata-token-ttl-seconds");
        assertThat(server.asked().getLast().headers()).containsEntry("x-aws-ec2-metadata-token", "imds-token");
    }

    @Test
    void aTokenInAFileStandsForARole() throws Exception {
        Path token = Files.writeString(home.resolve("token"), "web-token\n");
        environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
        environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/x");
        environment.put("AWS_ENDPOINT_URL_STS", server.url());
        server.answering("/", """
                <R><Credentials><AccessKeyId>AKIA-web</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
                <SessionToken>session</SessionToken><Expiration>2026-11-20T01:00:00Z</Expiration></Credentials></R>""");

        assertThat(id()).isEqualTo("AKIA-web");
        assertThat(server.asked().getFirst().body())
                .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=web-token")
                .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fx");
    }

    @Test
    void whereThereIsNothingTheMessageSaysWhatToSet() {
        Sent.refused(signer(), "no AWS credentials", "AWS_ACCESS_KEY_ID", "answered 404");
    }

    private String id() throws Exception {
        String header = Sent.headers(signer()).getLast().value();
        return header.replaceAll(".*Credential=([^/]*)/.*", "$1");
    }

    private Signer signer() {
        return TokenServer.signer(TokenServer.machine(environment, home), new AuthScheme.Aws("bedrock"), null);
    }
}
