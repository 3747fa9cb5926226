package io.sluice.gateway.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Origin;
import io.sluice.gateway.config.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures of AWS's published test suite for the algorithm, and of its Python library for what Bedrock adds. */
class SigV4Test {
    private static final Instant SUITE = Instant.parse("2015-08-30T12:36:00Z");
    private static final Instant BEDROCK = Instant.parse("2026-11-20T01:02:03Z");
    private static final String LETTERS = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String SESSION =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwA"
                    + "eMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0"
                    + "wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9"
                    + "FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '\u0001',
            delimiter = ' ',
            value = {
                "get-vanilla GET / - - 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "get-empty-key GET /?Param1=value1 - - a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
                "get-order GET /?Param2=value2&Param1=value1 - -"
                        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
                "get-unreserved GET /LETTERS - - 07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
                "get-unreserved-query GET /?LETTERS=LETTERS - -"
                        + " 9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
                "get-utf8 GET /\u1234 - - 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
                "get-utf8-query GET /?\u1234=bar - - 2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
                "get-relative GET /example/.. - - 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "get-slashes GET // - - 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
                "get-special GET /example/$delete - -"
                        + " a853c9b21b528b19643d00910d35b83a10c366a10833ceefb45edd6c80e40f27",
                "get-duplicate GET / my-header1:value2,value2,value1 -"
                        + " c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
                "get-value-order GET / my-header1:value4,value1,value3,value2 -"
                        + " 08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
                "get-trim GET / my-header1:_value1;my-header2:\"a___b___c\" -"
                        + " acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
                "post-vanilla POST / - - 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
                "post-query POST /?Param1=value1 - - 28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
                "post-query-odd POST /?@%23$%25^=&+=/,?><`\";:\\|][{} - -"
                        + " 66c82657c86e26fb25238d0e69f011edc4c6df5ae71119d7cb98ed9b87393c1e",
                "post-header-sort POST / my-header1:value1 -"
                        + " c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
                "post-value-case POST / my-header1:VALUE1 -"
                        + " cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
                "post-form POST / content-type:application/x-www-form-urlencoded Param1=value1"
                        + " ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
                "post-form-charset POST / content-type:application/x-www-form-urlencoded;_charset=utf8 Param1=value1"
                        + " 1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"
            })
    void itGivesThePublishedSignature(
            String name, String method, String target, String headers, String body, String signature) {
        Signable request = new Signable(
                method,
                Origin.of(URI.create("https://example.amazonaws.com")),
                target.replace("LETTERS", LETTERS),
                headers(headers),
                SigV4.digest(body.equals("-") ? List.of() : List.of(Bytes.of(body))));

        assertThat(signature(new SigV4("us-east-1", "service"), request, keys(null), SUITE))
                .as(name)
                .isEqualTo(signature);
    }

    @Test
    void aSessionsTokenIsSentAndCovered() {
        Signable request = new Signable(
                "POST", Origin.of(URI.create("https://example.amazonaws.com")), "/", Map.of(), SigV4.digest(List.of()));
        List<AuthHeader> headers = new SigV4("us-east-1", "service").sign(request, keys(SESSION), SUITE);

        assertThat(headers)
                .containsExactly(
                        new AuthHeader("x-amz-date", "20150830T123600Z"),
                        new AuthHeader("x-amz-security-token", SESSION),
                        new AuthHeader(
                                "authorization",
                                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                        + " SignedHeaders=host;x-amz-date;x-amz-security-token,"
                                        + " Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"));
        assertThat(headers.toString()).doesNotContain(SESSION).doesNotContain("85d968");
    }

    @Test
    void aModelsNameIsEscapedOnceMoreThanItIsSent() {
        Signable request = bedrock(
                "https://bedrock-runtime.us-east-1.amazonaws.com",
                "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
                List.of(Bytes.of("{\"messages\""), Bytes.of(":[]}")));

        assertThat(SigV4.canonical(request, Map.of(), "")).contains("-v1%253A0/converse");
        assertThat(signature(new SigV4("us-east-1", "bedrock"), request, keys(null), BEDROCK))
                .isEqualTo("44267ee8b1b103f5d203f317d981d87ae4d8bed45247f4a39e71a0c367c20e57");
    }

    @Test
    void anArnAndASessionAreSignedAsAwsOwnLibraryDoes() {
        Signable request = bedrock(
                "https://bedrock-runtime.us-east-1.amazonaws.com",
                "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabc"
                        + "/converse-stream",
                List.of(Bytes.of("{\"messages\":[]}")));

        assertThat(signature(new SigV4("us-east-1", "bedrock"), request, keys("SESSION/+="), BEDROCK))
                .isEqualTo("92b3737b0aa7cfb4cca1c4719600a48c5c7d91b609fe6d515f9f850bef0eba40");
    }

    @Test
    void aPortAndAnUnsortedQueryAreSignedAsAwsOwnLibraryDoes() {
        Signable request = bedrock(
                "https://bedrock-runtime.us-east-1.amazonaws.com:8443",
                "/model/x/invoke?b=2&a=%20z&a-b=1&a=1",
                List.of());

        assertThat(signature(new SigV4("us-east-1", "bedrock"), request, keys(null), BEDROCK))
                .isEqualTo("40590a99602ed551c0daa087a4824801631c26e9c29fec414bb10901872c1938");
    }

    @Test
    void anotherDayAndOtherKeysMakeAnotherKey() {
        SigV4 signature = new SigV4("us-east-1", "service");
        Signable request = bedrock("https://example.amazonaws.com", "/", List.of());
        AwsKeys keys = keys(null);
        AwsKeys others = new AwsKeys("AKIDEXAMPLE", new Secret("other"), null, null);

        String first = signature(signature, request, keys, SUITE);
        assertThat(signature(signature, request, keys, SUITE.plusSeconds(86_400)))
                .isNotEqualTo(first);
        assertThat(signature(signature, request, others, SUITE)).isNotEqualTo(first);
        assertThat(signature(signature, request, keys, SUITE)).isEqualTo(first);
    }

    private static Signable bedrock(String url, String target, List<Bytes> body) {
        return new Signable(
                "POST",
                Origin.of(URI.create(url)),
                target,
                Map.of("content-type", "application/json"),
                SigV4.digest(body));
    }

    private static Map<String, String> headers(String written) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : written.equals("-") ? new String[0] : written.split(";(?=my)", -1)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).replace('_', ' '));
        }
        return headers;
    }

    private static AwsKeys keys(@Nullable String session) {
        return new AwsKeys(
                "AKIDEXAMPLE",
                new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
                session == null ? null : new Secret(session),
                null);
    }

    private static String signature(SigV4 signature, Signable request, AwsKeys keys, Instant moment) {
        String header = signature.sign(request, keys, moment).getLast().value();
        return header.substring(header.indexOf("Signature=") + "Signature=".length());
    }
}
