package io.sluice.gateway.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelaySink;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.cohere.CohereChat;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.ollama.OllamaChat;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.ModelCatalog;
import io.sluice.gateway.catalog.ModelEntry;
import io.sluice.gateway.catalog.Rate;
import io.sluice.gateway.money.Cost;
import io.sluice.gateway.money.Money;
import io.sluice.simulator.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every recorded answer cost at the catalog's listed prices. The figures are written to {@code
 * target/recording-costs.tsv}, for {@code scripts/proofs/recording-costs} to compare with its own.
 */
class CostsTest {
    private static final Map<String, Dialect> DIALECTS = Map.ofEntries(
            Map.entry("openai.chat", new OpenAiChat()),
            Map.entry("openai.completions", new OpenAiChat()),
            Map.entry("openai.embeddings", new OpenAiChat()),
            Map.entry("openai.responses", new OpenAiResponses()),
            Map.entry("anthropic.messages", new AnthropicMessages()),
            Map.entry("gemini.generateContent", new GeminiGenerate()),
            Map.entry("gemini.streamGenerateContent", new GeminiGenerate()),
            Map.entry("bedrock.converse", new BedrockConverse()),
            Map.entry("bedrock.converse-stream", new BedrockConverse()),
            Map.entry("cohere.v2.chat", new CohereChat()),
            Map.entry("ollama.chat", new OllamaChat()));

    private final Catalog catalog = Catalog.bundled();
    private final ModelCatalog models = ModelCatalog.bundled();

    @Test
    void everyAnswerWithUsageOfAPricedModelHasACost() throws IOException {
        Path folder = Traffic.folder();
        Assumptions.assumeTrue(folder != null, "no shared/recordings beside the repository: not priced");
        List<String> lines = new ArrayList<>();
        for (String row : Files.readAllLines(folder.resolve("INDEX.csv"))) {
            String[] cells = row.split(",", -1);
            Dialect dialect = DIALECTS.get(cells[2]);
            if (dialect != null && cells[6].startsWith("2")) {
                line(folder, cells, dialect).ifPresent(lines::add);
            }
        }
        Files.write(Path.of("target", "recording-costs.tsv"), lines);

        assertThat(lines)
                .hasSizeGreaterThan(150)
                .allSatisfy(line -> assertThat(line).doesNotEndWith("\tnull"));
    }

    private Optional<String> line(Path folder, String[] cells, Dialect dialect) throws IOException {
        String provider = Traffic.CATALOG_NAMES.getOrDefault(cells[1], cells[1]);
        String model = cells[3].replaceFirst(":(stream)?[gG]enerateContent$", "");
        CatalogEntry entry = catalog.find(provider).orElse(null);
        ModelEntry known = models.find(provider, model, null).orElse(null);
        if (entry == null || known == null || known.pricing().listed().unknown()) {
            return Optional.empty();
        }
        Usage usage = usage(dialect, entry, Recording.read(folder.resolve(cells[0])), cells[2]);
        if (usage == null || known.pricing().listed().rate(Rate.INPUT) == null) {
            return Optional.empty();
        }
        Money cost = Cost.of(known.pricing().listed().in(null), usage);
        return Optional.of(String.join("\t", cells[0], provider, model, String.valueOf(cost)));
    }

    private static @Nullable Usage usage(Dialect dialect, CatalogEntry entry, Recording recording, String endpoint) {
        Operation operation = endpoint.equals("openai.embeddings")
                ? Operation.EMBED
                : endpoint.equals("openai.completions") ? Operation.COMPLETE : Operation.CHAT;
        Terms terms = new Terms(operation, 1, false, null, Quirks.of(entry.quirks()));
        Bytes body = Bytes.of(recording.body().bytes());
        if (recording.stream()) {
            StreamRelay relay = dialect.streamRelay(terms);
            relay.feed(body, new Nowhere());
            relay.end(true, new Nowhere());
            return relay.usage();
        }
        AnswerRelay relay = dialect.answerRelay(terms);
        relay.feed(body);
        relay.end();
        return relay.usage();
    }

    private record Nowhere() implements RelaySink {
        @Override
        public void window(int from, int to) {}

        @Override
        public void literal(byte[] bytes, int from, int to) {}
    }
}
