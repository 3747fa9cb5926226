package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFormsTest {
    private static final AuthScheme AWS = new AuthScheme.Aws("bedrock");
    private static final AuthScheme BEARER = new AuthScheme.Bearer();
    private static final AuthScheme KEY = new AuthScheme.Header("api-key");
    private static final AuthScheme AZURE = new AuthScheme.Azure("scope");

    @Test
    void anAccessKeySignsAndAnyOtherWordIsABearer() {
        assertThat(KeyForms.fitting(List.of(AWS, BEARER), new Secret("AKIDEXAMPLE1234567:se/cret+")))
                .contains(AWS);
        assertThat(KeyForms.fitting(List.of(AWS, BEARER), new Secret("AKIDEXAMPLE1234567:secret:session/=")))
                .contains(AWS);
        assertThat(KeyForms.fitting(List.of(AWS, BEARER), new Secret("bedrock-api-key-xyz")))
                .contains(BEARER);
        assertThat(KeyForms.fitting(List.of(AWS), new Secret("bedrock-api-key-xyz")))
                .isEmpty();
    }

    @Test
    void aClientOfATenantGetsTokensAndAnyOtherWordIsAKey() {
        assertThat(KeyForms.fitting(
                        List.of(KEY, AZURE), new Secret("contoso.example:0f3a9c1e-0000-4000-8000-000000000001:s~e.c")))
                .contains(AZURE);
        assertThat(KeyForms.fitting(List.of(KEY, AZURE), new Secret("0123456789abcdef")))
                .contains(KEY);
    }

    @Test
    void aServiceAccountIsAFileOrADocument() {
        List<AuthScheme> google = List.of(new AuthScheme.Google());

        assertThat(KeyForms.fitting(google, new Secret("/etc/sa.json"))).isPresent();
        assertThat(KeyForms.fitting(google, new Secret("{\n \"type\": \"service_account\"}")))
                .isPresent();
        assertThat(KeyForms.fitting(google, new Secret("word"))).isEmpty();
        assertThat(KeyForms.fitting(List.of(BEARER), new Secret("{\n}"))).isEmpty();
    }
}
