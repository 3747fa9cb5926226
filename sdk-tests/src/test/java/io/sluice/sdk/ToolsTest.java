package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import io.sluice.simulator.Script;
import io.sluice.simulator.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithSluice.class)
class ToolsTest {
    private static final ToolCall PARIS = new ToolCall("weather", "{\"city\": \"Paris\", \"days\": 3}");
    private static final ToolCall MUNICH = new ToolCall("weather", "{\"city\":\"M\u00fcnchen \ud83c\udf7a\"}");

    private final Sluice sluice;

    ToolsTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void oneCallGoesOutAndItsResultComesBack() {
        sluice.provider().next(Script.tools(PARIS), Script.text("Sunny."));
        ChatCompletion asked =
                sluice.client().chat().completions().create(withTool().build());
        ChatCompletionMessageFunctionToolCall call = calls(asked).getFirst();

        ChatCompletion told = sluice.client()
                .chat()
                .completions()
                .create(withTool()
                        .addMessage(asked.choices().getFirst().message())
                        .addMessage(ChatCompletionToolMessageParam.builder()
                                .toolCallId(call.id())
                                .content("{\"sky\":\"blue\"}")
                                .build())
                        .build());

        assertThat(call.function().name()).isEqualTo("weather");
        assertThat(call.function().arguments()).isEqualTo(PARIS.arguments());
        assertThat(asked.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
        assertThat(told.choices().getFirst().message().content()).contains("Sunny.");
        assertThatTheProviderSawTheToolAndItsResult(call.id());
    }

    private void assertThatTheProviderSawTheToolAndItsResult(String id) {
        var first = Ask.received(sluice.provider()).json();
        var second = Ask.received(sluice.provider()).json();
        assertThat(first.at("/tools/0/function/parameters/properties/city/type").asString())
                .isEqualTo("string");
        assertThat(second.at("/messages/1/tool_calls/0/id").asString()).isEqualTo(id);
        assertThat(second.at("/messages/2/content").asString()).isEqualTo("{\"sky\":\"blue\"}");
    }

    @Test
    void parallelCallsStayApart() {
        sluice.provider().next(Script.tools(PARIS, MUNICH));

        ChatCompletion asked = sluice.client()
                .chat()
                .completions()
                .create(withTool().parallelToolCalls(true).build());

        assertThat(calls(asked))
                .extracting(call -> call.function().arguments())
                .containsExactly(PARIS.arguments(), MUNICH.arguments());
        assertThat(calls(asked))
                .extracting(ChatCompletionMessageFunctionToolCall::id)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100_000})
    void streamedArgumentsAreTheProvidersToTheByte(int pieces) {
        sluice.provider().next(Script.tools(PARIS, MUNICH).inPieces(pieces));
        ChatCompletionAccumulator folded = ChatCompletionAccumulator.create();

        try (StreamResponse<ChatCompletionChunk> stream =
                sluice.client().chat().completions().createStreaming(withTool().build())) {
            stream.stream().forEach(folded::accumulate);
        }

        assertThat(calls(folded.chatCompletion()))
                .extracting(call -> call.function().arguments())
                .containsExactly(PARIS.arguments(), MUNICH.arguments());
        assertThat(folded.chatCompletion().choices().getFirst().finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    }

    private static ChatCompletionCreateParams.Builder withTool() {
        return Ask.chat()
                .addFunctionTool(FunctionDefinition.builder()
                        .name("weather")
                        .parameters(FunctionParameters.builder()
                                .additionalProperties(Ask.place())
                                .build())
                        .build());
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return answer.choices().getFirst().message().toolCalls().orElseThrow().stream()
                .map(call -> call.asFunction())
                .toList();
    }
}
