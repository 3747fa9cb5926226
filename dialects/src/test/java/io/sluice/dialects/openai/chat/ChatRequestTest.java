package io.sluice.dialects.openai.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.ErrorFacts;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChatRequestTest {
    private static final Dialect DIALECT = new OpenAiChat();

    @Test
    void factsAreWhatTheRequestSays() {
        RequestFacts facts = facts(
                Operation.CHAT,
                "{\"messages\":[{\"model\":\"no\"}],\"model\":\"a\\u002fb\",\"stream\":true,\"n\":3,\"max_tokens\":10,"
                        + "\"max_completion_tokens\":20,\"stream_options\":{\"include_usage\":true}}");
        assertThat(facts.model()).isEqualTo("a/b");
        assertThat(facts.stream()).isTrue();
        assertThat(facts.choices()).isEqualTo(3);
        assertThat(facts.cap()).isEqualTo(new OutputCap("max_completion_tokens", 20));
        assertThat(facts.usageAsked()).isTrue();
    }

    @Test
    void whatIsNullOrMissingHasItsDefault() {
        for (String rest :
                new String[] {"", ",\"stream\":null,\"n\":null,\"max_tokens\":null,\"stream_options\":null"}) {
            RequestFacts facts = facts(Operation.CHAT, "{\"model\":\"m\"" + rest + "}");
            assertThat(facts.stream()).isFalse();
            assertThat(facts.choices()).isEqualTo(1);
            assertThat(facts.cap()).isNull();
            assertThat(facts.usageAsked()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|",
                "5|",
                "{}|model",
                "{\"model\":null}|model",
                "{\"model\":5}|model",
                "{\"model\":\"\"}|model",
                "{\"model\":\"m\",\"stream\":\"yes\"}|stream",
                "{\"model\":\"m\",\"stream\":1}|stream",
                "{\"model\":\"m\",\"n\":0}|n",
                "{\"model\":\"m\",\"n\":\"2\"}|n",
                "{\"model\":\"m\",\"n\":1.5}|n",
                "{\"model\":\"m\",\"max_tokens\":1e3}|max_tokens",
                "{\"model\":\"m\",\"max_tokens\":\"5\"}|max_tokens",
                "{\"model\":\"m\",\"max_completion_tokens\":[]}|max_completion_tokens"
            })
    void whatCannotBeUnderstoodIsRefusedByName(String request, @Nullable String field) {
        Reading reading = read(Operation.CHAT, request);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        ErrorFacts error = ((Reading.Refused) reading).error();
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"a\"|2", "[\"a\",\"b\",\"c\"]|6", "[1,2,3]|2", "[[1],[2]]|4", "[]|2", "null|2"})
    void aListOfPromptsIsAnsweredOneByOne(String prompt, int choices) {
        String request = "{\"model\":\"m\",\"n\":2,\"prompt\": " + prompt + "}";
        assertThat(facts(Operation.COMPLETE, request).choices()).isEqualTo(choices);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{@}|{\"stream_options\":{\"include_usage\":true},@}",
                "{@,\"stream_options\":null}|{@,\"stream_options\":{\"include_usage\":true}}",
                "{@,\"stream_options\":{}}|{@,\"stream_options\":{\"include_usage\":true}}",
                "{@,\"stream_options\":{ }}|{@,\"stream_options\":{\"include_usage\":true }}",
                "{@,\"stream_options\":{\"x\":1}}|{@,\"stream_options\":{\"include_usage\":true,\"x\":1}}",
                "{@,\"stream_options\":{\"x\":1,\"include_usage\": false}}|{@,\"stream_options\":{\"x\":1,\"include_usage\": true}}",
                "{@,\"stream_options\":{\"include_usage\":null}}|{@,\"stream_options\":{\"include_usage\":true}}",
                "{@,\"stream_options\":{\"include\\u005fusage\":false}}|{@,\"stream_options\":{\"include\\u005fusage\":true}}"
            })
    void usageIsAskedForWhateverTheOptionsWere(String request, String sent) {
        String streaming = "\"model\":\"m\", \"stream\":true";
        SendPlan plan = plan(Operation.CHAT, request.replace("@", streaming), new Sending("m", null, Quirks.NONE));
        assertThat(plan.usageAdded()).isTrue();
        assertThat(apply(request.replace("@", streaming), plan)).isEqualTo(sent.replace("@", streaming));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\"}|",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}|",
                "{\"model\":\"m\",\"stream\":true,\"stream_options\":\"x\"}|",
                "{\"model\":\"m\",\"stream\":true}|no_stream_options",
                "{\"model\":\"m\",\"stream\":true}|usage=always"
            })
    void usageIsNotAskedForWhereItNeedNotOrMustNot(String request, @Nullable String flag) {
        Quirks quirks = Quirks.of(flag == null ? Set.of() : Set.of(flag));
        assertThat(plan(Operation.CHAT, request, new Sending("m", null, quirks)))
                .isEqualTo(new SendPlan(List.of(), false));
    }

    @Test
    void theModelsNameIsReplacedWhereItStands() {
        String request = " { \"x\": [\"model\"], \"model\" : \"alias\" }";
        SendPlan plan = plan(Operation.EMBED, request, new Sending("real \"one\"", null, Quirks.NONE));
        assertThat(apply(request, plan)).isEqualTo(" { \"x\": [\"model\"], \"model\" : \"real \\\"one\\\"\" }");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\"}|{\"max_completion_tokens\":50,\"model\":\"m\"}|",
                "{\"model\":\"m\"}|{\"max_tokens\":50,\"model\":\"m\"}|max_tokens_only",
                "{\"model\":\"m\",\"max_tokens\":90}|{\"model\":\"m\",\"max_tokens\":50}|",
                "{\"model\":\"m\",\"max_tokens\":null}|{\"model\":\"m\",\"max_tokens\":50}|",
                "{\"model\":\"m\",\"max_tokens\":-1}|{\"model\":\"m\",\"max_tokens\":50}|",
                "{\"model\":\"m\",\"max_tokens\":20}|{\"model\":\"m\",\"max_tokens\":20}|",
                "{\"max_tokens\":90,\"model\":\"m\",\"max_completion_tokens\":90}|{\"max_tokens\":50,\"model\":\"m\",\"max_completion_tokens\":50}|"
            })
    void aCapIsWrittenWhereTheCallerWroteOneOrWhereTheProviderTakesIt(
            String request, String sent, @Nullable String flag) {
        Quirks quirks = Quirks.of(flag == null ? Set.of() : Set.of(flag));
        assertThat(apply(request, plan(Operation.CHAT, request, new Sending("m", 50L, quirks))))
                .isEqualTo(sent);
    }

    private static SendPlan plan(Operation operation, String request, Sending sending) {
        return DIALECT.edits(facts(operation, request), sending, Bytes.of(request));
    }

    private static String apply(String request, SendPlan plan) {
        byte[] original = request.getBytes(UTF_8);
        return new String(Splice.of(original.length, plan.edits()).applyTo(Bytes.of(original)), UTF_8);
    }

    private static RequestFacts facts(Operation operation, String request) {
        return ((Reading.Understood) read(operation, request)).facts();
    }

    private static Reading read(Operation operation, String request) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(Bytes.of(request));
        assertThat(scanner.end()).isNull();
        return DIALECT.read(Asking.of(operation), scanner.outline(), Bytes.of(request));
    }
}
