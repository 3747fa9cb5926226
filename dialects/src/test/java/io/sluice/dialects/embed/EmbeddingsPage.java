package io.sluice.dialects.embed;

import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.embed.EmbedInput.Piece;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of {@code docs/dialects.md} on embeddings: what came of asking every form of provider for everything. */
public final class EmbeddingsPage {
    private final Map<String, Set<String>> lost = new TreeMap<>();

    private EmbeddingsPage() {}

    /** The text. */
    public static String text() {
        EmbeddingsPage page = new EmbeddingsPage();
        StringBuilder text = new StringBuilder("""
                ## Embeddings

                Callers ask in OpenAI's form or in Gemini's; providers are asked in these. `yes`: said in its own words.
                `400`: refused, as an input that is left out would shift all others. Empty: not said; the loss is named.
                Where a provider takes fewer inputs in a request than were sent, several are made.

                """);
        page.things(text);
        text.append("\n## Losses of embeddings\n\n| dialect | reason | of what |\n|---|---|---|\n");
        page.answers();
        page.lost.forEach((reason, places) -> text.append("| ")
                .append(reason)
                .append(" | ")
                .append(String.join(", ", places))
                .append(" |\n"));
        return text.toString();
    }

    private void things(StringBuilder text) {
        row(text, "", side -> side.title);
        row(text, "---", side -> "---");
        requests().forEach((what, request) -> row(text, what, side -> cell(side, request)));
    }

    private String cell(Side side, EmbedRequest request) {
        return switch (side.written(request)) {
            case EmbeddingCodec.Written.Refused _ -> "400";
            case EmbeddingCodec.Written.Bodies(var _, List<Loss> losses) -> {
                losses.forEach(loss -> lost(side.title, loss));
                yield losses.isEmpty() ? "yes" : "";
            }
        };
    }

    private void lost(String who, Loss loss) {
        lost.computeIfAbsent(who + " | " + loss.reason(), reason -> new TreeSet<>())
                .add("`" + loss.path().replaceAll("\\[\\d+]", "[n]") + "`");
    }

    private static void row(StringBuilder text, String head, Function<Side, String> cell) {
        text.append("| ").append(head).append(" |");
        for (Side side : Side.values()) {
            text.append(' ').append(cell.apply(side)).append(" |");
        }
        text.append('\n');
    }

    /** What answers may lack, to either caller. */
    private void answers() {
        Extras strange = Extras.of("cohere", Map.of("images", "[]"));
        List<Vector> vectors = List.of(new Vector.Numbers("[1]"));
        EmbedAnswer answer = new EmbedAnswer("", vectors, null, null, strange);
        for (Side caller : Side.CALLERS) {
            Losses losses = new Losses();
            caller.told(answer, inputs(EmbedInput.of("a", null)), losses);
            losses.all().forEach(loss -> lost(caller.title + " (answer)", loss));
        }
    }

    private static Map<String, EmbedRequest> requests() {
        Map<String, EmbedRequest> all = new LinkedHashMap<>();
        all.put("texts", inputs(EmbedInput.of("a", null), EmbedInput.of("b", null)));
        all.put("token ids", pieces(new Piece.Tokens("[1,2]")));
        all.put("a text in parts", pieces(new Piece.Text("a"), new Piece.Text("b")));
        all.put("images", pieces(media(Block.Media.Sort.IMAGE, new Block.Source.Inline("AA=="))));
        all.put(
                "text and image as one",
                pieces(new Piece.Text("a"), media(Block.Media.Sort.IMAGE, new Block.Source.Inline("AA=="))));
        all.put("sound", pieces(media(Block.Media.Sort.AUDIO, new Block.Source.Inline("AA=="))));
        all.put(
                "images by address",
                pieces(media(Block.Media.Sort.IMAGE, new Block.Source.Address("https://a.example/i.png"))));
        all.put("dimensions", settings(256L, null, null, Extras.NONE));
        for (Purpose purpose : Purpose.values()) {
            all.put(
                    "purpose: " + purpose.name().toLowerCase(java.util.Locale.ROOT),
                    inputs(EmbedInput.of("a", purpose)));
        }
        all.put("titles", inputs(new EmbedInput(List.of(new Piece.Text("a")), null, "t", Extras.NONE)));
        for (Truncation cut : Truncation.values()) {
            all.put(
                    "too long: cut " + cut.name().toLowerCase(java.util.Locale.ROOT),
                    settings(null, cut, null, Extras.NONE));
        }
        all.put("end user", settings(null, null, "u", Extras.NONE));
        all.put(
                "fields of another dialect",
                settings(null, null, null, Extras.of("openai-responses", Map.of("output_dtype", "\"int8\""))));
        return all;
    }

    private static Piece media(Block.Media.Sort sort, Block.Source source) {
        String type = sort == Block.Media.Sort.IMAGE ? "image/png" : "audio/wav";
        return new Piece.Media(new Block.Media(sort, type, source, "", Notes.NONE));
    }

    private static EmbedRequest pieces(Piece... pieces) {
        return inputs(new EmbedInput(List.of(pieces), null, "", Extras.NONE));
    }

    private static EmbedRequest inputs(EmbedInput... inputs) {
        return new EmbedRequest("m", new ArrayList<>(List.of(inputs)), null, null, null, null, Extras.NONE);
    }

    private static EmbedRequest settings(
            @Nullable Long dimensions, @Nullable Truncation cut, @Nullable String user, Extras extras) {
        return new EmbedRequest("m", List.of(EmbedInput.of("a", null)), dimensions, null, cut, user, extras);
    }
}
