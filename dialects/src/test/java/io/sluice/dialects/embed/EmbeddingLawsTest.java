package io.sluice.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dialect can say it reads back as it was written. */
class EmbeddingLawsTest {
    private static final int ROUNDS = 300;

    private static EmbedRequest openAi(Seeded seeded) {
        List<EmbedInput> inputs = new ArrayList<>();
        for (int i = seeded.below(5); i >= 0; i--) {
            Piece piece = seeded.often()
                    ? new Piece.Text(seeded.text(30))
                    : new Piece.Tokens("[" + seeded.below(100) + "," + seeded.below(100_000) + "]");
            inputs.add(new EmbedInput(List.of(piece), null, "", Extras.NONE));
        }
        return new EmbedRequest(
                "text-embedding-3-small",
                inputs,
                seeded.often() ? null : 1L + seeded.below(3000),
                seeded.often() ? null : EmbedRequest.Format.values()[seeded.below(2)],
                null,
                seeded.often() ? null : "u" + seeded.text(10),
                Extras.NONE);
    }

    private static EmbedRequest gemini(Seeded seeded) {
        List<EmbedInput> inputs = new ArrayList<>();
        for (int i = seeded.below(5); i >= 0; i--) {
            List<Piece> pieces = new ArrayList<>();
            for (int j = seeded.below(3); j >= 0; j--) {
                pieces.add(seeded.often() ? new Piece.Text("t" + seeded.text(20)) : new Piece.Media(image()));
            }
            Purpose purpose = seeded.often() ? null : Purpose.values()[seeded.below(Purpose.values().length)];
            inputs.add(new EmbedInput(pieces, purpose, seeded.often() ? "" : "t" + seeded.text(9), Extras.NONE));
        }
        return new EmbedRequest(
                "m", inputs, seeded.often() ? null : 1L + seeded.below(3000), null, null, null, Extras.NONE);
    }

    private static Block.Media image() {
        return new Block.Media(
                Block.Media.Sort.IMAGE, "image/png", new Block.Source.Inline("aGVsbG8="), "", Notes.NONE);
    }

    private static EmbedAnswer answer(Seeded seeded, boolean base64) {
        List<Vector> vectors = new ArrayList<>();
        for (int i = seeded.below(4); i >= 0; i--) {
            Vector numbers = new Vector.Numbers("[" + seeded.below(9) + "." + seeded.below(99) + ",-1e-3]");
            vectors.add(base64 ? new Vector.Floats(numbers.base64()) : numbers);
        }
        long tokens = 1 + seeded.below(1000);
        return new EmbedAnswer(
                base64 ? "asked" : "", vectors, new Usage(tokens, 0, 0, 0, 0, 0, 0, 0, 0, 0), null, Extras.NONE);
    }

    @Test
    void openAiReadsBackTheRequestsItWrites() {
        Seeded seeded = new Seeded(1);
        for (int round = 0; round < ROUNDS; round++) {
            EmbedRequest request = openAi(seeded);
            Side.Sent sent = Side.OPENAI.sent(request);
            assertThat(sent.losses()).isEmpty();
            assertThat(Side.OPENAI.asked(sent.only())).isEqualTo(request);
        }
    }

    @Test
    void geminiReadsBackTheRequestsItWrites() {
        Seeded seeded = new Seeded(2);
        for (int round = 0; round < ROUNDS; round++) {
            EmbedRequest request = gemini(seeded);
            Side.Sent sent = Side.GEMINI.sent(request);
            assertThat(sent.losses()).isEmpty();
            assertThat(Side.GEMINI.asked(sent.only())).isEqualTo(request);
        }
    }

    @Test
    void bothReadBackTheAnswersTheyWrite() {
        Seeded seeded = new Seeded(3);
        for (int round = 0; round < ROUNDS; round++) {
            boolean base64 = seeded.often();
            EmbedAnswer answer = answer(seeded, base64);
            EmbedRequest request = new EmbedRequest(
                    "m",
                    List.of(EmbedInput.of("a", null)),
                    null,
                    base64 ? EmbedRequest.Format.BASE64 : EmbedRequest.Format.NUMBERS,
                    null,
                    null,
                    Extras.NONE);
            EmbedAnswer openAi = Side.OPENAI.answer(Side.OPENAI.told(answer, request, new Losses()));
            assertThat(openAi.vectors()).isEqualTo(answer.vectors());
            assertThat(openAi.usage()).isEqualTo(answer.usage());
            assertThat(openAi.model()).isEqualTo("asked");
            EmbedAnswer gemini = Side.GEMINI.answer(Side.GEMINI.told(answer, request, new Losses()));
            assertThat(gemini.vectors())
                    .extracting(Vector::base64)
                    .isEqualTo(answer.vectors().stream().map(Vector::base64).toList());
            assertThat(gemini.usage()).isEqualTo(answer.usage());
        }
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void damagedAnswersAreReadWithoutAnException(Side side) {
        Seeded seeded = new Seeded(4);
        String[] whole = {
            "{\"data\":[{\"index\":0,\"embedding\":[1,2]},{\"index\":1,\"embedding\":\"AACAPw==\"}],\"usage\":"
                    + "{\"prompt_tokens\":3,\"total_tokens\":3},\"model\":\"m\",\"error\":null}",
            "{\"embeddings\":[{\"values\":[1]}],\"embedding\":{\"values\":[1,2]},\"usageMetadata\":"
                    + "{\"promptTokenCount\":3},\"predictions\":[{\"embeddings\":{\"values\":[1],\"statistics\":"
                    + "{\"token_count\":4}}}]}",
            "{\"embeddings\":{\"float\":[[1,2]]},\"meta\":{\"billed_units\":{\"input_tokens\":3,\"image_tokens\":1}}}",
            "{\"embeddings\":[[1,2]],\"model\":\"m\",\"prompt_eval_count\":4,\"error\":\"x\"}",
            "{\"embedding\":[1,2],\"inputTextTokenCount\":3,\"embeddings\":[{\"embedding\":[1]}]}"
        };
        for (int round = 0; round < 2_000; round++) {
            String damaged = new String(
                    seeded.damaged(whole[round % whole.length].getBytes(StandardCharsets.UTF_8)),
                    StandardCharsets.UTF_8);
            JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
            scanner.feed(Bytes.of(damaged));
            if (scanner.end() == null) {
                for (Vector vector : side.answer(damaged).vectors()) {
                    assertThat(vector.base64() + vector.numbers()).isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "GEMINI"})
    void damagedRequestsAreUnderstoodOrRefusedAndWhatIsUnderstoodCanBeWritten(Side side) {
        Seeded seeded = new Seeded(5);
        String whole = side == Side.OPENAI
                ? "{\"model\":\"m\",\"input\":[\"a\",[1,2]],\"dimensions\":4,\"encoding_format\":\"float\","
                        + "\"input_type\":\"query\",\"truncate\":\"END\",\"user\":\"u\"}"
                : "{\"requests\":[{\"content\":{\"parts\":[{\"text\":\"a\"},{\"inlineData\":{\"mimeType\":\"image/png\","
                        + "\"data\":\"AA==\"}}],\"role\":\"user\"},\"taskType\":\"CLUSTERING\",\"title\":\"t\","
                        + "\"outputDimensionality\":4,\"autoTruncate\":true}]}";
        for (int round = 0; round < 3_000; round++) {
            String damaged = new String(seeded.damaged(whole.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
            JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, Set.of(), Set.of());
            scanner.feed(Bytes.of(damaged));
            if (scanner.end() == null) {
                switch (side.read(damaged)) {
                    case EmbeddingCodec.Read.Understood(EmbedRequest request) -> everywhere(request);
                    case EmbeddingCodec.Read.Refused(ErrorFacts error) ->
                        assertThat(error.status()).isEqualTo(400);
                }
            }
        }
    }

    private static void everywhere(EmbedRequest request) {
        for (Side target : Side.values()) {
            if (target.written(request) instanceof EmbeddingCodec.Written.Bodies(var bodies, var losses)) {
                assertThat(bodies).as(target.title + losses).isNotEmpty();
            }
        }
    }
}
