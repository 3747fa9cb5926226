package io.sluice.dialects.gemini;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiRequestTest {
    private static final Dialect DIALECT = new GeminiGenerate();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"generationConfig\":{\"maxOutputTokens\":9,\"candidateCount\":2}}",
                "{\"generation_config\":{\"max_output_tokens\":9,\"candidate_count\":2}}",
                "{\"generation_config\":{\"maxOutputTokens\":\"9\",\"candidate_count\":2}}"
            })
    void factsAreReadInEitherSpelling(String request) {
        RequestFacts facts = facts(request);
        assertThat(facts.model()).isEqualTo("gemini-x");
        assertThat(facts.stream()).isTrue();
        assertThat(facts.cap()).isEqualTo(new OutputCap("generationConfig.maxOutputTokens", 9));
        assertThat(facts.choices()).isEqualTo(2);
        assertThat(facts.usageAsked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"generationConfig\":null}",
                "{\"generationConfig\":{}}",
                "{\"generationConfig\":{\"maxOutputTokens\":null,\"candidateCount\":null}}"
            })
    void whatIsNullOrMissingHasItsDefault(String request) {
        RequestFacts facts = facts(request);
        assertThat(facts.cap()).isNull();
        assertThat(facts.choices()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|body",
                "{\"generationConfig\":{\"maxOutputTokens\":1.5}}|generationConfig.maxOutputTokens",
                "{\"generationConfig\":{\"maxOutputTokens\":-1}}|generationConfig.maxOutputTokens",
                "{\"generationConfig\":{\"maxOutputTokens\":[]}}|generationConfig.maxOutputTokens",
                "{\"generationConfig\":{\"candidateCount\":0}}|generationConfig.candidateCount",
                "{\"generationConfig\":{},\"generation_config\":{}}|generationConfig",
                "{\"system_instruction\":{},\"systemInstruction\":{}}|systemInstruction",
                "{\"generationConfig\":{\"maxOutputTokens\":1,\"max_output_tokens\":9}}|generationConfig.maxOutputTokens"
            })
    void whatTwoReadersCouldReadDifferentlyIsRefusedByName(String request, String field) {
        Reading reading = readAs(request, "m");
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        ErrorFacts error = ((Reading.Refused) reading).error();
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo(field);
    }

    @Test
    void withoutAPathTheBodyNamesTheModel() {
        assertThat(((Reading.Understood) readAs("{\"model\":\"models/a\"}", null))
                        .facts()
                        .model())
                .isEqualTo("a");
        assertThat(readAs("{}", null)).isInstanceOf(Reading.Refused.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|{\"generationConfig\":{\"maxOutputTokens\":50}}",
                "{\"contents\":[]}|{\"generationConfig\":{\"maxOutputTokens\":50},\"contents\":[]}",
                "{\"generationConfig\":null}|{\"generationConfig\":{\"maxOutputTokens\":50}}",
                "{\"generationConfig\": { } }|{\"generationConfig\": {\"maxOutputTokens\":50 } }",
                "{\"generation_config\":{\"seed\":1}}|{\"generation_config\":{\"maxOutputTokens\":50,\"seed\":1}}",
                "{\"generation_config\":{\"max_output_tokens\":90}}|{\"generation_config\":{\"max_output_tokens\":50}}",
                "{\"generationConfig\":{\"maxOutputTokens\":\"90\"}}|{\"generationConfig\":{\"maxOutputTokens\":50}}",
                "{\"generationConfig\":{\"maxOutputTokens\":20}}|{\"generationConfig\":{\"maxOutputTokens\":20}}",
                "{\"generationConfig\":{\"maxOutputTokens\":null}}|{\"generationConfig\":{\"maxOutputTokens\":50}}"
            })
    void aCapIsWrittenWhereverItBelongsAndNeverRaised(String request, String sent) {
        assertThat(applied(request, new Sending("gemini-x", 50L, Quirks.NONE))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"contents\":[]}|{\"contents\":[]}",
                "{\"model\":\"models/gemini-x\"}|{\"model\":\"models/real\"}",
                "{\"model\":\"models/another\"}|{\"model\":\"models/real\"}",
                "{\"model\":\"gemini-x\"}|{\"model\":\"real\"}",
                "{\"requests\":[{\"model\":\"models/a\",\"x\":1},{\"model\":\"b\"}]}"
                        + "|{\"requests\":[{\"model\":\"models/real\",\"x\":1},{\"model\":\"real\"}]}",
                "{\"generateContentRequest\":{\"model\":\"models/a\"}}|{\"generateContentRequest\":{\"model\":\"models/real\"}}"
            })
    void aModelNamedInTheBodyIsThePathsModel(String request, String sent) {
        assertThat(applied(request, new Sending("real", null, Quirks.NONE))).isEqualTo(sent);
    }

    @Test
    void embeddingsHaveNoCapAndAreNotStreamed() {
        Asking asking = new Asking(Operation.EMBED, "e", false);
        String request = "{\"content\":{\"parts\":[{\"text\":\"x\"}]},\"generationConfig\":{\"maxOutputTokens\":5}}";
        RequestFacts facts = ((Reading.Understood) read(request, asking)).facts();
        assertThat(facts.cap()).isNull();
        assertThat(facts.stream()).isFalse();
        assertThat(facts.operation()).isEqualTo(Operation.EMBED);
    }

    private static String applied(String request, Sending sending) {
        SendPlan plan = DIALECT.edits(facts(request), sending, Bytes.of(request));
        assertThat(plan.usageAdded()).isFalse();
        byte[] original = request.getBytes(UTF_8);
        return new String(Splice.of(original.length, plan.edits()).applyTo(Bytes.of(original)), UTF_8);
    }

    private static RequestFacts facts(String request) {
        return ((Reading.Understood) readAs(request, "gemini-x")).facts();
    }

    private static Reading readAs(String request, @Nullable String model) {
        return read(request, new Asking(Operation.CHAT, model, true));
    }

    private static Reading read(String request, Asking asking) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(Bytes.of(request));
        assertThat(scanner.end()).isNull();
        return DIALECT.read(asking, scanner.outline(), Bytes.of(request));
    }
}
