package io.sluice.dialects.openai.responses;

import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Seal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an answer says, as a JSON document, so that the JSON in it is compared by what it means. */
final class Told {
    private Told() {}

    static byte[] of(Answer answer) {
        ObjectNode told = Plain.JSON.createObjectNode();
        told.put("id", answer.id()).put("model", answer.model());
        told.put("usage", String.valueOf(answer.usage()));
        if (answer.error() != null) {
            ObjectNode error =
                    told.putObject("error").put("status", answer.error().status());
            error.put("code", answer.error().code())
                    .put("message", answer.error().message());
            error.put("type", answer.error().type()).put("param", answer.error().param());
        }
        extras(told.putObject("extras"), answer.extras());
        ArrayNode choices = told.putArray("choices");
        for (Answer.Choice choice : answer.choices()) {
            choices.add(choice(choice));
        }
        return Plain.JSON.writeValueAsBytes(told);
    }

    static byte[] choices(Answer answer) {
        return of(new Answer("", "", answer.choices(), answer.usage(), answer.error(), Extras.NONE));
    }

    private static ObjectNode choice(Answer.Choice choice) {
        ObjectNode told = Plain.JSON.createObjectNode();
        told.put("index", choice.index()).put("reason", String.valueOf(choice.reason()));
        told.put("word", choice.word()).put("stop", choice.stopSequence());
        if (choice.logprobs() != null) {
            told.set("logprobs", Plain.JSON.readTree(choice.logprobs()));
        }
        extras(told.putObject("extras"), choice.extras());
        ArrayNode blocks = told.putArray("blocks");
        for (Block block : choice.blocks()) {
            ObjectNode one = blocks.addObject().put("sort", block.getClass().getSimpleName());
            extras(one.putObject("notes"), block.notes().extras());
            block(one, block);
        }
        return told;
    }

    private static void block(ObjectNode told, Block block) {
        switch (block) {
            case Block.Text text -> {
                told.put("text", text.text());
                ArrayNode citations = told.putArray("citations");
                for (Citation citation : text.citations()) {
                    citations
                            .addObject()
                            .put(
                                    "of",
                                    citation.url() + "|" + citation.title() + "|" + citation.start() + "|"
                                            + citation.end())
                            .set("json", Plain.JSON.readTree(citation.json()));
                }
            }
            case Block.Thinking thinking -> {
                told.put("text", thinking.text()).put("id", thinking.id());
                seal(told, thinking.seal());
            }
            case Block.HiddenThinking hidden -> {
                told.put("id", hidden.id());
                seal(told, hidden.seal());
            }
            case Block.ToolCall call -> {
                told.put("id", call.id()).put("name", call.name()).put("arguments", call.arguments());
                told.put("free", call.free());
                seal(told, call.seal());
            }
            case Block.Refusal refusal -> told.put("text", refusal.text());
            case Block.Opaque opaque -> told.put("type", opaque.type()).set("json", Plain.JSON.readTree(opaque.json()));
            case Block.Media media -> told.put("media", media.mediaType() + media.source());
            case Block.ToolResult result -> told.put("result", result.toString());
        }
    }

    private static void seal(ObjectNode told, @Nullable Seal seal) {
        if (seal != null) {
            told.put("family", seal.family()).put("seal", seal.data());
        }
    }

    private static void extras(ObjectNode told, Extras extras) {
        extras.fields().forEach((name, json) -> told.set(name, Plain.JSON.readTree(json)));
    }
}
