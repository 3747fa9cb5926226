package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Block.Source;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What providers of chat completions take otherwise than others, as the catalog says it and the codec obeys. */
class ChatQuirkFactsTest {
    private static final Sampling SAMPLED =
            new Sampling(50L, null, null, BigDecimal.valueOf(40), null, null, 7L, null, List.of(), null, null);

    private static Outgoing sent(String provider, Turn turn, Sampling sampling) {
        CatalogEntry entry = Catalog.bundled().find(provider).orElseThrow();
        Conversation conversation = new Conversation(
                "m", false, false, List.of(turn), Tools.NONE, sampling, Reasoning.NONE, null, null, null, Extras.NONE);
        return new OpenAiChat().codec().writeRequest(conversation, new Sending("m", null, Quirks.of(entry.quirks())));
    }

    private static String body(String provider, Turn turn, Sampling sampling) {
        return new String(sent(provider, turn, sampling).body(), StandardCharsets.UTF_8);
    }

    private static Turn user(Block block) {
        return Turn.of(Role.USER, block);
    }

    private static Block media(Sort sort, String type, Source source) {
        return new Block.Media(sort, type, source, "", Notes.NONE);
    }

    @Test
    void mistralTakesDocumentsAtAnAddressAndSoundAsBase64Alone() {
        Source address = new Source.Address("https://cdn.example/a.pdf");
        assertThat(body("mistral", user(media(Sort.DOCUMENT, "", address)), Sampling.NONE))
                .contains("{\"type\":\"document_url\",\"document_url\":\"https://cdn.example/a.pdf\"}");
        assertThat(body("mistral", user(media(Sort.AUDIO, "audio/mpeg", new Source.Inline("SUQz"))), Sampling.NONE))
                .contains("{\"type\":\"input_audio\",\"input_audio\":\"SUQz\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mistral", "codestral"})
    void mistralRefusesWhatItDoesNotKnow(String provider) {
        Turn turn = user(Block.Text.of("hi"));

        assertThat(body(provider, turn, SAMPLED))
                .contains("\"max_tokens\":50", "\"random_seed\":7")
                .doesNotContain("max_completion_tokens", "top_k", "\"seed\"");
        assertThat(sent(provider, turn, SAMPLED).losses())
                .containsExactly(new Loss("top_k", "the provider refuses this field"));
    }

    @Test
    void perplexityRefusesTopKAndSeeds() {
        assertThat(sent("perplexity", user(Block.Text.of("hi")), SAMPLED).losses())
                .extracting(Loss::path)
                .containsExactlyInAnyOrder("top_k", "seed");
    }

    @Test
    void openRouterTakesCacheMarksAndFilesAtAnAddress() {
        Block marked = new Block.Text("long", List.of(), Notes.NONE.cached(CacheMark.HOUR));
        assertThat(body("openrouter", user(marked), SAMPLED))
                .contains("\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}", "\"max_tokens\":50");

        Outgoing file = sent(
                "openrouter",
                user(media(Sort.DOCUMENT, "", new Source.Address("https://cdn.example/a.pdf"))),
                Sampling.NONE);
        assertThat(new String(file.body(), StandardCharsets.UTF_8))
                .contains("\"file\":{\"file_data\":\"https://cdn.example/a.pdf\"}");
        assertThat(file.losses()).isEmpty();
    }

    @Test
    void openAiAloneIsSentTheDeveloperRoleAndNoTopK() {
        Turn rule = Turn.of(Role.DEVELOPER, Block.Text.of("be kind"));

        assertThat(body("openai", rule, SAMPLED))
                .contains("\"role\":\"developer\"")
                .doesNotContain("top_k");
        assertThat(body("groq", rule, SAMPLED)).contains("\"role\":\"system\"", "\"top_k\":40");
    }
}
