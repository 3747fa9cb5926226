package io.sluice.dialects.crossing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.cohere.CohereChat;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Inlining;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.dialects.model.Unreached;
import io.sluice.dialects.ollama.OllamaChat;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Media at an address go as that where the target fetches it; where it does not, they go once somebody fetched them. */
class UnreachedTest {
    private static final String URL = "https://cdn.example/x";
    private static final Map<String, Dialect> DIALECTS = Map.of(
            "chat", new OpenAiChat(),
            "responses", new OpenAiResponses(),
            "anthropic", new AnthropicMessages(),
            "gemini", new GeminiGenerate(),
            "bedrock", new BedrockConverse(),
            "cohere", new CohereChat(),
            "ollama", new OllamaChat());

    private static Conversation asking(Block... blocks) {
        Block result = new Block.ToolResult("c", "look", List.of(blocks), false, Notes.NONE);
        Block call = new Block.ToolCall("c", "look", "{}", false, null, Notes.NONE);
        List<Turn> turns =
                List.of(Turn.of(Role.USER, blocks), Turn.of(Role.ASSISTANT, call), Turn.of(Role.USER, result));
        return Handmade.of(turns, Tools.NONE, Sampling.NONE, Reasoning.NONE, null);
    }

    private static Outgoing written(String dialect, String flag, Conversation conversation) {
        Quirks quirks = Quirks.of(flag.equals("-") ? Set.of() : Set.of(flag));
        String model = dialect.equals("gemini") ? "gemini-3-pro-preview" : "anthropic.claude-sonnet-4-5";
        return DIALECTS.get(dialect)
                .codec()
                .writeRequest(conversation, new Sending(model, null, quirks, ModelFacts.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource({
        "chat,-,IMAGE,true",
        "chat,no_image_url,IMAGE,false",
        "chat,-,DOCUMENT,false",
        "chat,document_part=document_url,DOCUMENT,true",
        "chat,-,AUDIO,false",
        "responses,-,IMAGE,true",
        "responses,-,DOCUMENT,true",
        "responses,no_image_url,IMAGE,false",
        "anthropic,-,IMAGE,true",
        "anthropic,-,DOCUMENT,true",
        "anthropic,no_image_url,IMAGE,false",
        "anthropic,no_image_url,DOCUMENT,false",
        "gemini,-,IMAGE,true",
        "gemini,no_image_url,IMAGE,false",
        "gemini,no_image_url,AUDIO,false",
        "bedrock,-,IMAGE,false",
        "bedrock,-,DOCUMENT,false",
        "cohere,-,IMAGE,true",
        "ollama,-,IMAGE,false"
    })
    void anAddressGoesWhereItIsFetchedAndItsContentElsewhere(String dialect, String flag, Sort sort, boolean fetches) {
        Block.Media media = new Block.Media(sort, "", new Block.Source.Address(URL), "", Notes.NONE);
        Conversation conversation = asking(media);

        Outgoing first = written(dialect, flag, conversation);

        String body = new String(first.body(), StandardCharsets.UTF_8);
        assertThat(body.contains(URL)).as(body).isEqualTo(fetches);
        if (fetches) {
            assertThat(first.unreached()).isEmpty();
            return;
        }
        assertThat(first.unreached()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.url()).isEqualTo(URL);
            assertThat(one.sort()).isEqualTo(sort);
        });
        assertThat(first.losses())
                .as("what is not reached is a loss")
                .extracting(loss -> loss.path())
                .containsAll(first.unreached().stream().map(Unreached::path).toList());

        String type = switch (sort) {
            case IMAGE -> "image/png";
            case AUDIO -> "audio/wav";
            case VIDEO -> "video/mp4";
            case DOCUMENT -> "application/pdf";
        };
        Outgoing second = written(
                dialect, flag, Inlining.of(conversation, Map.of(URL, new Inlining.Content(type, "Q09OVEVOVA=="))));

        assertThat(new String(second.body(), StandardCharsets.UTF_8))
                .contains("Q09OVEVOVA==")
                .doesNotContain(URL);
        assertThat(second.unreached()).isEmpty();
    }
}
