package io.sluice.dialects.openai.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.ErrorFacts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesRequestTest {
    @Test
    void factsAreWhatTheRequestSays() {
        RequestFacts facts = Calls.facts(
                "{\"input\":[{\"model\":\"no\"}],\"model\":\"a\\u002fb\",\"stream\":true,\"max_output_tokens\":10}");
        assertThat(facts.model()).isEqualTo("a/b");
        assertThat(facts.stream()).isTrue();
        assertThat(facts.choices()).isEqualTo(1);
        assertThat(facts.cap()).isEqualTo(new OutputCap("max_output_tokens", 10));
        assertThat(facts.usageAsked()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|",
                "5|",
                "{}|model",
                "{\"previous_response_id\":\"resp_1\",\"input\":\"go on\"}|model",
                "{\"model\":5}|model",
                "{\"model\":\"\"}|model",
                "{\"model\":\"m\",\"stream\":\"yes\"}|stream",
                "{\"model\":\"m\",\"max_output_tokens\":1.5}|max_output_tokens",
                "{\"model\":\"m\",\"max_output_tokens\":-1}|max_output_tokens",
                "{\"model\":\"m\",\"max_output_tokens\":\"5\"}|max_output_tokens"
            })
    void whatCannotBeUnderstoodIsRefusedByName(String request, @Nullable String field) {
        Reading reading = Calls.reading(request);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        ErrorFacts error = ((Reading.Refused) reading).error();
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\":\"m\"}|n|5|{\"max_output_tokens\":5,\"model\":\"n\"}",
                "{\"model\": \"m\",\"max_output_tokens\": 9}|m|5|{\"model\": \"m\",\"max_output_tokens\": 5}",
                "{\"model\":\"m\",\"max_output_tokens\":3}|m|5|{\"model\":\"m\",\"max_output_tokens\":3}",
                "{\"model\":\"m\",\"max_output_tokens\":null}|m|5|{\"model\":\"m\",\"max_output_tokens\":5}",
                "{\"model\":\"m\",\"input\":\"\\u0061\"}|m||{\"model\":\"m\",\"input\":\"\\u0061\"}"
            })
    void onlyTheModelAndTheCapAreEdited(String request, String model, @Nullable Long cap, String sent) {
        RequestFacts facts = Calls.facts(request);
        Bytes body = Bytes.of(request);
        SendPlan plan = Calls.DIALECT.edits(facts, new Sending(model, cap, Quirks.NONE), body);
        assertThat(plan.usageAdded()).isFalse();
        assertThat(new String(Splice.of(body.length(), plan.edits()).applyTo(body), UTF_8))
                .isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"input\":5|input",
                "\"input\":[5]|input[0]",
                "\"input\":[{}]|input[0]",
                "\"input\":[{\"role\":\"critic\",\"content\":\"x\"}]|input[0].role",
                "\"input\":[{\"role\":\"user\",\"content\":5}]|input[0].content",
                "\"input\":[{\"role\":\"user\",\"content\":[{\"text\":\"x\"}]}]|input[0].content",
                "\"input\":[{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":\"{}\"}]|input[0]",
                "\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\"}]|input[0]",
                "\"instructions\":[]|instructions",
                "\"tools\":{}|tools",
                "\"tools\":[{\"name\":\"f\"}]|tools",
                "\"temperature\":\"hot\"|temperature",
                "\"text\":\"json\"|text",
                "\"reasoning\":\"high\"|reasoning",
                "\"metadata\":[]|metadata"
            })
    void whatCannotBeTranslatedIsRefusedByName(String member, String field) {
        ErrorFacts error = Calls.refusal("{\"model\":\"m\"," + member + "}");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.param()).isEqualTo(field);
        assertThat(error.type()).isEqualTo("invalid_request_error");
    }
}
