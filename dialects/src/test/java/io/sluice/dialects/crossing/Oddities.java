package io.sluice.dialects.crossing;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Conversations and models out of the ordinary, for the losses they bring about. */
final class Oddities {
    private static final String ODD_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]},"
                    + "\"b\":{\"type\":\"integer\",\"minimum\":3,\"enum\":[3,4]},\"c\":{\"$ref\":\"#/$defs/x\"},"
                    + "\"d\":{\"type\":[\"string\",\"integer\",\"null\"],\"format\":\"uri\"},\"e\":true,"
                    + "\"f\":{\"allOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]},"
                    + "\"g\":{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"}],\"minItems\":2}},"
                    + "\"$defs\":{\"x\":{\"type\":\"object\",\"properties\":{\"y\":{\"$ref\":\"#/$defs/x\"}}}}}";

    private Oddities() {}

    static List<Conversation> conversations() {
        List<Conversation> odd = new ArrayList<>();
        Block ask = Block.Text.of("So?");
        Block hour = new Block.Text("Long.", List.of(), Notes.NONE.cached(CacheMark.HOUR));
        odd.add(turns(Handmade.user(hour, hour, hour, hour, hour, ask)));
        odd.add(turns(Handmade.model(ask), Handmade.user(ask)));
        odd.add(turns(Turn.of(Role.SYSTEM, ask)));
        odd.add(turns(Turn.of(Role.SYSTEM, picture("image/png"), ask), Handmade.user(ask)));
        odd.add(turns(Handmade.user(picture("image/tiff"), ask)));
        odd.add(turns(Handmade.user(
                document("application/zip", new Block.Source.Inline("UEsD")),
                document("text/plain", new Block.Source.Written(List.of(ask, picture("image/png")))),
                document("application/pdf", new Block.Source.Address("s3://bucket/a.pdf")),
                document("application/pdf", new Block.Source.Address("gs://bucket/a.pdf")),
                Handmade.media(
                        Block.Media.Sort.AUDIO, "audio/wav", new Block.Source.Address("https://example.org/a.wav")),
                Handmade.media(
                        Block.Media.Sort.VIDEO, "video/mp4", new Block.Source.Address("https://example.org/a.mp4")),
                ask)));
        odd.add(turns(
                Handmade.user(ask),
                Handmade.model(
                        picture("image/png"),
                        new Block.ToolCall("c1", "note", "[1]", false, null, Notes.NONE),
                        new Block.ToolCall("c2", "text", "free", true, null, Notes.NONE)),
                Handmade.user(
                        new Block.ToolResult(
                                "c1",
                                "",
                                List.of(hour, document("application/pdf", new Block.Source.Inline("JVBERg=="))),
                                false,
                                Notes.NONE),
                        new Block.ToolResult("c2", "", List.of(ask), false, Notes.NONE))));
        odd.add(tools(new Tool.Function("odd name!", null, ODD_SCHEMA, true, Notes.NONE)));
        odd.add(tools(new Tool.Function("listed", null, "{\"type\":\"array\",\"anyOf\":[{}]}", null, Notes.NONE)));
        odd.add(tools(new Tool.Free(
                "text", "d", "{\"type\":\"grammar\",\"syntax\":\"lark\",\"definition\":\"start: A\"}", Notes.NONE)));
        odd.add(Handmade.of(
                List.of(Handmade.user(ask)),
                Tools.NONE,
                Sampling.NONE,
                Reasoning.NONE,
                new OutputFormat.JsonSchema("s", null, ODD_SCHEMA, false, io.sluice.dialects.model.Extras.NONE)));
        odd.add(Handmade.of(
                List.of(Handmade.user(ask)),
                Tools.NONE,
                Sampling.NONE,
                Reasoning.NONE,
                new OutputFormat.Opaque("openai-responses", "{\"type\":\"grammar\"}")));
        odd.add(Handmade.of(
                List.of(Handmade.user(ask)),
                new Tools(List.of(Handmade.function("weather", null)), new ToolChoice.Opaque("x", "{}"), null),
                new Sampling(500L, null, null, null, null, null, 1L << 40, null, List.of(" "), null, null),
                new Reasoning(Reasoning.Mode.ON, null, 500L, null),
                null));
        return odd;
    }

    /** Kinds of models that {@link Targets} leaves out. */
    static List<Sending> sendings(Spoken to) {
        return switch (to) {
            case CHAT ->
                List.of(
                        chat("send_back_reasoning", "cache_marks=cache_control", "document_part=document_url"),
                        chat("no_tool_messages", "no_strict_tools", "no_file_part", "no_image_url", "max_choices=1"),
                        chat("no_json_schema", "no_named_tool_choice", "no_tool_choice_required", "flatten_content"),
                        chat("drop=stop,seed,temperature,top_p", "reasoning_param=thinking.type"));
            case RESPONSES, ANTHROPIC -> Targets.of(to);
            case GEMINI -> List.of(model("gemini-1.5-flash"), model("gemini-2.5-flash"), model("gemini-2.5-pro"));
            case BEDROCK ->
                List.of(
                        model("amazon.nova-pro-v1:0"),
                        model("meta.llama3-1-70b-instruct-v1:0"),
                        model("mistral.mistral-large-2407-v1:0"),
                        model("openai.gpt-oss-120b-1:0"),
                        model("anthropic.claude-3-haiku-20240307-v1:0"));
        };
    }

    private static Sending chat(String... flags) {
        return new Sending("m", null, Quirks.of(Set.of(flags)), ModelFacts.UNKNOWN);
    }

    private static Sending model(String name) {
        return new Sending(name, null, Quirks.NONE, ModelFacts.UNKNOWN);
    }

    private static Conversation turns(Turn... turns) {
        return Handmade.of(List.of(turns), Tools.NONE, Sampling.NONE, Reasoning.NONE, null);
    }

    private static Conversation tools(Tool tool) {
        Turn turn = Handmade.user(Block.Text.of("So?"));
        return Handmade.of(List.of(turn), new Tools(List.of(tool), null, null), Sampling.NONE, Reasoning.NONE, null);
    }

    private static Block picture(String type) {
        return Handmade.media(Block.Media.Sort.IMAGE, type, new Block.Source.Inline(Handmade.PICTURE));
    }

    private static Block document(String type, Block.Source source) {
        return Handmade.media(Block.Media.Sort.DOCUMENT, type, source);
    }
}
