package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asking;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Operation;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.ErrorFacts;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is understood of a request's outline, and what is spliced into it for a target. */
class MessagesRequestTest {
    private static final AnthropicMessages DIALECT = new AnthropicMessages();
    private static final Set<String> VERTEX = Set.of("model_in_path", "anthropic_version=vertex-2023-10-16");
    private static final Set<String> BEDROCK =
            Set.of("model_in_path", "stream_in_path", "anthropic_version=bedrock-2023-05-31");

    @Test
    void theFactsAreTheModelTheStreamAndTheCap() {
        RequestFacts facts = facts("{\"model\":\"claude-x\",\"max_tokens\":100,\"stream\":true,\"messages\":[]}");
        assertThat(facts.model()).isEqualTo("claude-x");
        assertThat(facts.stream()).isTrue();
        assertThat(facts.cap()).isEqualTo(new OutputCap("max_tokens", 100));
        assertThat(facts.choices()).isEqualTo(1);
        assertThat(facts.usageAsked()).isTrue();
        assertThat(facts("{\"model\":\"m\"}").cap()).isNull();
    }

    @Test
    void aCapOfNoughtOnlyWarmsTheCache() {
        assertThat(facts("{\"model\":\"m\",\"max_tokens\":0}").cap()).isEqualTo(new OutputCap("max_tokens", 0));
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedByName() {
        assertThat(refused("{\"max_tokens\":1}").param()).isEqualTo("model");
        assertThat(refused("{\"model\":7}").param()).isEqualTo("model");
        assertThat(refused("{\"model\":\"m\",\"stream\":\"yes\"}").param()).isEqualTo("stream");
        assertThat(refused("{\"model\":\"m\",\"max_tokens\":-1}").message())
                .contains("max_tokens")
                .contains("-1");
        assertThat(refused("{\"model\":\"m\",\"max_tokens\":1.5}").status()).isEqualTo(400);
        assertThat(refused("[]").code()).isEqualTo("invalid_request");
    }

    @Test
    void nothingIsEditedWhereNothingDiffers() {
        String body = "{ \"model\" : \"m\", \"max_tokens\":5 }";
        assertThat(sent(body, new Sending("m", null, Quirks.NONE))).isEqualTo(body);
        assertThat(sent(body, new Sending("m", 9L, Quirks.NONE))).isEqualTo(body);
    }

    @Test
    void modelAndCapAreReplacedWhereTheyStand() {
        assertThat(sent("{\"max_tokens\": 500 ,\"model\":\"a\",\"x\":1e2}", new Sending("b", 40L, Quirks.NONE)))
                .isEqualTo("{\"max_tokens\": 40 ,\"model\":\"b\",\"x\":1e2}");
        assertThat(sent("{\"model\":\"a\"}", new Sending("a", 40L, Quirks.NONE)))
                .isEqualTo("{\"max_tokens\":40,\"model\":\"a\"}");
    }

    @Test
    void aThinkingBudgetShrinksWithTheCapOrGoes() {
        String body =
                "{\"model\":\"m\",\"max_tokens\":8000,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":6000}}";
        assertThat(sent(body, new Sending("m", 4_000L, Quirks.NONE)))
                .isEqualTo(body.replace("8000", "4000").replace("6000", "3000"));
        assertThat(sent(body, new Sending("m", 7_000L, Quirks.NONE))).isEqualTo(body.replace("8000", "7000"));
        assertThat(sent(body, new Sending("m", 1_024L, Quirks.NONE)))
                .isEqualTo("{\"model\":\"m\",\"max_tokens\":1024,\"thinking\":{\"type\":\"disabled\"}}");
        assertThat(sent(body, new Sending("m", 1_030L, Quirks.NONE))).contains("\"budget_tokens\":1024");
    }

    @Test
    void vertexHasTheModelInThePathAndAVersionInTheBody() {
        Sending vertex = new Sending("claude@1", null, Quirks.of(VERTEX));
        assertThat(sent("{\"model\":\"m\",\"stream\":true,\"messages\":[]}", vertex))
                .isEqualTo("{\"anthropic_version\":\"vertex-2023-10-16\",\"stream\":true,\"messages\":[]}");
        assertThat(sent("{\"messages\":[], \"model\" : \"m\"}", vertex))
                .isEqualTo("{\"anthropic_version\":\"vertex-2023-10-16\",\"messages\":[]}");
        assertThat(sent("{\"model\":\"m\"}", vertex)).isEqualTo("{\"anthropic_version\":\"vertex-2023-10-16\"}");
    }

    @Test
    void bedrockHasTheStreamInThePathToo() {
        Sending bedrock = new Sending("x", 3L, Quirks.of(BEDROCK));
        String version = "\"anthropic_version\":\"bedrock-2023-05-31\"";
        assertThat(sent("{\"model\":\"m\",\"stream\":true,\"max_tokens\":9}", bedrock))
                .isEqualTo("{" + version + ",\"max_tokens\":3}");
        assertThat(sent("{\"a\":[1],\"stream\":false , \"model\":\"m\" ,\"max_tokens\":9}", bedrock))
                .isEqualTo("{" + version + ",\"a\":[1] ,\"max_tokens\":3}");
        assertThat(sent("{\"stream\":false,\"a\":\"\\\"\",\"model\":\"m\"}", bedrock))
                .isEqualTo("{" + version + ",\"max_tokens\":3,\"a\":\"\\\"\"}");
    }

    @Test
    void theHostsVersionTakesThePlaceOfTheCallersAndBetasGoIntoTheBodyWhereAsked() {
        Quirks quirks = Quirks.of(Set.of("model_in_path", "anthropic_version=v", "anthropic_beta=a-1,b-2"));
        String sent = sent("{\"anthropic_version\":\"mine\",\"model\":\"m\",\"q\":1}", new Sending("m", null, quirks));
        assertThat(sent).contains("\"anthropic_version\":\"v\"").contains("\"anthropic_beta\":[\"a-1\",\"b-2\"]");
        assertThat(sent).doesNotContain("mine").doesNotContain("model").endsWith(",\"q\":1}");
    }

    @Test
    void theHeadersAreTheApisOwn() {
        assertThat(DIALECT.headers().fixed()).containsEntry("anthropic-version", "2023-06-01");
        assertThat(DIALECT.headers().up()).contains("anthropic-beta");
        assertThat(DIALECT.headers().down()).contains("request-id", "retry-after", "x-should-retry");
        assertThat(DIALECT.headers().limits()).containsExactly("anthropic-ratelimit-");
    }

    private static String sent(String body, Sending sending) {
        Bytes bytes = Bytes.of(body);
        var plan = DIALECT.edits(facts(body), sending, bytes);
        assertThat(plan.usageAdded()).isFalse();
        return new String(Splice.of(bytes.length(), plan.edits()).applyTo(bytes), StandardCharsets.UTF_8);
    }

    private static RequestFacts facts(String body) {
        return ((Reading.Understood) read(body, null)).facts();
    }

    private static ErrorFacts refused(String body) {
        return ((Reading.Refused) read(body, null)).error();
    }

    static Reading read(String body, @Nullable String model) {
        Bytes bytes = Bytes.of(body);
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(bytes);
        assertThat(scanner.end()).as(body).isNull();
        return DIALECT.read(new Asking(Operation.CHAT, model, null), scanner.outline(), bytes);
    }

    @Test
    void betasOfTheCallersHeaderJoinThoseOfTheBodyWhereTheHostWantsThemThere() {
        Sending sending = new Sending(
                "m",
                null,
                Quirks.of(BEDROCK),
                ModelFacts.UNKNOWN,
                Map.of("anthropic-beta", "context-1m-2025-08-07, b-2,"));
        assertThat(sent("{\"model\":\"m\",\"q\":1}", sending))
                .contains("\"anthropic_beta\":[\"context-1m-2025-08-07\",\"b-2\"]");
        assertThat(sent("{\"anthropic_beta\":[\"own\",\"b-2\"],\"model\":\"m\",\"q\":1}", sending))
                .contains("\"anthropic_beta\":[\"own\",\"b-2\",\"context-1m-2025-08-07\"]")
                .endsWith(",\"q\":1}");
        assertThat(sent("{\"anthropic_beta\":[\"own\"],\"model\":\"m\"}", new Sending("m", null, Quirks.of(BEDROCK))))
                .contains("\"anthropic_beta\":[\"own\"]");
    }
}
