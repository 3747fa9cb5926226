package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Understanding;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiReadingTest {
    @Test
    void eitherSpellingMeansTheSame() {
        String camel =
                "{\"systemInstruction\":{\"parts\":[{\"text\":\"s\"}]},\"contents\":[{\"role\":\"user\",\"parts\":"
                        + "[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"eA==\"}},{\"functionResponse\":{\"name\":\"f\","
                        + "\"response\":{\"snake_key\":1}}}]}],\"generationConfig\":{\"topP\":0.5,\"responseMimeType\":\"application/json\","
                        + "\"responseJsonSchema\":{\"snake_key\":1},\"thinkingConfig\":{\"thinkingBudget\":5}},"
                        + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parametersJsonSchema\":{\"any_of\":[]}}]}],"
                        + "\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"ANY\",\"allowedFunctionNames\":[\"f\"]}}}";
        String snake = camel.replace("systemInstruction", "system_instruction")
                .replace("inlineData", "inline_data")
                .replace("mimeType", "mime_type")
                .replace("functionResponse", "function_response")
                .replace("generationConfig", "generation_config")
                .replace("topP", "top_p")
                .replace("responseMimeType", "response_mime_type")
                .replace("responseJsonSchema", "response_json_schema")
                .replace("thinkingConfig", "thinking_config")
                .replace("thinkingBudget", "thinking_budget")
                .replace("functionDeclarations", "function_declarations")
                .replace("parametersJsonSchema", "parameters_json_schema")
                .replace("toolConfig", "tool_config")
                .replace("functionCallingConfig", "function_calling_config")
                .replace("allowedFunctionNames", "allowed_function_names");
        Conversation conversation = Told.conversation(camel);
        assertThat(Told.conversation(snake)).isEqualTo(conversation);
        assertThat(conversation.format())
                .isInstanceOfSatisfying(
                        OutputFormat.JsonSchema.class,
                        format -> assertThat(format.schema()).isEqualTo("{\"snake_key\":1}"));
        assertThat(conversation.tools().choice()).isEqualTo(new ToolChoice.Named("f"));
    }

    @Test
    void thinkingThatCameInPiecesAndComesBackInThemIsOne() {
        Conversation conversation = Told.conversation(
                "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"Let me\",\"thought\":true},"
                        + "{\"text\":\" see.\",\"thought\":true,\"thoughtSignature\":\"S\"},"
                        + "{\"text\":\"More.\",\"thought\":true}]}]}");

        assertThat(conversation.turns().getFirst().blocks())
                .containsExactly(
                        new Block.Thinking("Let me see.", new Seal(Seal.GEMINI, "S"), "", Notes.NONE),
                        new Block.Thinking("More.", null, "", Notes.NONE));
    }

    @Test
    void everyKindOfPartHasItsBlock() {
        Conversation conversation = Told.conversation(
                "{\"contents\":[{\"role\":\"model\",\"parts\":["
                        + "{\"text\":\"t\",\"thought\":true},{\"text\":\"a\",\"thoughtSignature\":\"S\"},"
                        + "{\"executableCode\":{\"code\":\"1\"},\"thoughtSignature\":\"E\"},"
                        + "{\"functionCall\":{\"id\":\"i\",\"name\":\"f\",\"args\":{ \"b\":1}},\"thoughtSignature\":\"C\"},"
                        + "{\"thoughtSignature\":\"L\"},{\"text\":\"\"},{}]},"
                        + "{\"role\":\"function\",\"parts\":[{\"functionResponse\":{\"id\":\"i\",\"name\":\"f\",\"willContinue\":true,"
                        + "\"response\":{\"error\":\"bad\"},\"parts\":[{\"fileData\":{\"fileUri\":\"gs://b/a.mp3\",\"mimeType\":\"audio/mpeg\"}}]}},"
                        + "{\"fileData\":{\"fileUri\":\"https://generativelanguage.googleapis.com/v1beta/files/x\"},\"videoMetadata\":{\"fps\":1}}]}]}");
        assertThat(conversation.turns().getFirst().role()).isEqualTo(Role.ASSISTANT);
        assertThat(conversation.turns().getFirst().blocks())
                .containsExactly(
                        new Block.Thinking("t", new Seal(Seal.GEMINI, "S"), "", Notes.NONE),
                        Block.Text.of("a"),
                        new Block.Opaque(
                                "gemini",
                                "executableCode",
                                "{\"executableCode\":{\"code\":\"1\"},\"thoughtSignature\":\"E\"}",
                                Notes.NONE),
                        new Block.ToolCall("i", "f", "{ \"b\":1}", false, new Seal(Seal.GEMINI, "C"), Notes.NONE),
                        new Block.HiddenThinking(new Seal(Seal.GEMINI, "L"), "", Notes.NONE));
        Block.ToolResult result =
                (Block.ToolResult) conversation.turns().get(1).blocks().getFirst();
        assertThat(result.failed()).isTrue();
        assertThat(result.content())
                .containsExactly(
                        Block.Text.of("bad"),
                        new Block.Media(
                                Block.Media.Sort.AUDIO,
                                "audio/mpeg",
                                new Block.Source.Address("gs://b/a.mp3"),
                                "",
                                Notes.NONE));
        assertThat(result.notes().extras().fields()).containsEntry("functionResponse.willContinue", "true");
        Block.Media file = (Block.Media) conversation.turns().get(1).blocks().get(1);
        assertThat(file.source()).isInstanceOf(Block.Source.Stored.class);
        assertThat(file.notes().extras().fields()).containsEntry("videoMetadata", "{\"fps\":1}");
    }

    @Test
    void sealsOfOtherFamiliesComeBackWhereTheyBelong() {
        Seal claude = new Seal(Seal.ANTHROPIC, "sig");
        Seal openai = new Seal(Seal.OPENAI, "enc");
        String request = "{\"contents\":[{\"role\":\"model\",\"parts\":[{\"text\":\"t\",\"thought\":true},"
                + "{\"functionCall\":{\"id\":\"i\",\"name\":\"f\"},\"thoughtSignature\":\""
                + Seals.write(claude, false, "")
                + "\"},{\"text\":\"\",\"thoughtSignature\":\"" + Seals.write(claude, true, "") + "\"},"
                + "{\"text\":\"a\",\"thoughtSignature\":\"" + Seals.write(openai, false, "rs_1") + "\"}]}]}";
        assertThat(Told.conversation(request).turns().getFirst().blocks())
                .containsExactly(
                        new Block.Thinking("t", claude, "", Notes.NONE),
                        new Block.ToolCall("i", "f", "{}", false, null, Notes.NONE),
                        new Block.HiddenThinking(claude, "", Notes.NONE),
                        new Block.Thinking("", openai, "rs_1", Notes.NONE),
                        Block.Text.of("a"));
    }

    @Test
    void geminisOwnSchemasAreReadAsJsonSchema() {
        String own = "{\"type\":\"OBJECT\",\"propertyOrdering\":[\"b\",\"a\"],\"properties\":{\"a\":{\"type\":6},"
                + "\"b\":{\"type\":\"STRING\",\"nullable\":true,\"enum\":[\"x\"],\"max_length\":\"5\"},"
                + "\"c_d\":{\"any_of\":[{\"type\":\"INTEGER\"}],\"nullable\":true}},\"required\":[\"c_d\"]}";
        assertThat(SchemaReading.jsonSchema(Value.of(own)))
                .isEqualTo("{\"type\":\"object\",\"properties\":{\"b\":{\"type\":[\"string\",\"null\"],"
                        + "\"enum\":[\"x\",null],\"maxLength\":5},\"a\":{\"type\":\"object\"},"
                        + "\"c_d\":{\"anyOf\":[{\"type\":\"integer\"}],\"nullable\":true}},\"required\":[\"c_d\"]}");
        Conversation conversation =
                Told.conversation("{\"contents\":[],\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\","
                        + "\"parameters\":" + own + "}],\"googleSearch\":{}}]}");
        assertThat(conversation.tools().list().getFirst())
                .isInstanceOfSatisfying(
                        Tool.Function.class,
                        function -> assertThat(function.schema()).startsWith("{\"type\":\"object\""));
        assertThat(conversation.tools().list().get(1))
                .isEqualTo(new Tool.Server("gemini", "googleSearch", "{\"googleSearch\":{}}", Notes.NONE));
        assertThat(Told.text(Told.request(conversation, "gemini-2.5-flash"))).contains("\"parameters\":" + own);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"thinkingBudget\":0}|OFF|-|-|-",
                "{\"thinkingBudget\":-1}|ADAPTIVE|-|-|-",
                "{\"thinkingBudget\":\"512\",\"includeThoughts\":true}|ON|-|512|AUTO",
                "{\"thinkingLevel\":\"low\",\"includeThoughts\":false}|-|LOW|-|OMITTED",
                "{}|-|-|-|-"
            })
    void thinkingIsReadAsModeEffortAndBudget(
            String config, Reasoning.Mode mode, Reasoning.Effort effort, Long budget, Reasoning.Shown shown) {
        assertThat(Told.conversation("{\"contents\":[],\"generationConfig\":{\"thinkingConfig\":" + config + "}}")
                        .reasoning())
                .isEqualTo(new Reasoning(mode, effort, budget, shown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|contents",
                "{\"contents\":5}|contents",
                "{\"contents\":[5]}|contents[0]",
                "{\"contents\":[{\"role\":\"system\",\"parts\":[]}]}|contents[0].role",
                "{\"contents\":[],\"tools\":{}}|tools",
                "{\"contents\":[],\"tools\":[{\"functionDeclarations\":[{}]}]}|tools[0].functionDeclarations.name",
                "{\"contents\":[],\"generationConfig\":5}|generationConfig",
                "{\"contents\":[],\"generationConfig\":{\"temperature\":\"hot\"}}|generationConfig.temperature",
                "{\"contents\":[],\"generationConfig\":{\"seed\":1.5}}|generationConfig.seed",
                "{\"contents\":[],\"generationConfig\":{\"stopSequences\":\"x\"}}|generationConfig.stopSequences"
            })
    void whatCannotBeUnderstoodIsRefusedByName(String request, String field) {
        Understanding understanding = Told.understanding("m", request.getBytes(UTF_8));
        assertThat(understanding).isInstanceOf(Understanding.Refused.class);
        assertThat(((Understanding.Refused) understanding).error().status()).isEqualTo(400);
        assertThat(((Understanding.Refused) understanding).error().param()).isEqualTo(field);
    }

    @Test
    void whatHasNoPlaceIsKeptUnderItsOwnName() {
        Conversation conversation = Told.conversation("{\"contents\":[],\"cachedContent\":\"cachedContents/1\","
                + "\"labels\":{\"a\":\"b\"},\"generationConfig\":{\"speechConfig\":{\"x\":1},\"responseModalities\":[\"TEXT\",\"IMAGE\"],"
                + "\"thinkingConfig\":{\"later\":1}},\"toolConfig\":{\"includeServerSideToolInvocations\":true,"
                + "\"functionCallingConfig\":{\"mode\":\"AUTO\",\"streamFunctionCallArguments\":true}}}");
        assertThat(conversation.extras().fields())
                .containsOnlyKeys(
                        "cachedContent",
                        "labels",
                        "generationConfig.speechConfig",
                        "generationConfig.responseModalities",
                        "generationConfig.thinkingConfig.later",
                        "toolConfig.includeServerSideToolInvocations",
                        "toolConfig.functionCallingConfig.streamFunctionCallArguments");
        assertThat(conversation.tools().choice()).isEqualTo(new ToolChoice.Auto());
        assertThat(Told.conversation("{\"contents\":[],\"generationConfig\":{\"responseModalities\":[\"TEXT\"]}}")
                        .extras()
                        .fields())
                .containsOnlyKeys(".responseModalities");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"VALIDATED\"|", "\"LATER\"|", "\"AUTO\"|,\"allowedFunctionNames\":[\"f\"]"})
    void aChoiceOnlyGeminiKnowsStaysGeminis(String mode, String more) {
        String calling = "{\"mode\":" + mode + (more == null ? "" : more) + "}";
        Conversation conversation =
                Told.conversation("{\"contents\":[],\"toolConfig\":{\"functionCallingConfig\":" + calling + "}}");
        assertThat(conversation.tools().choice()).isEqualTo(new ToolChoice.Opaque("gemini", calling));
    }

    @Test
    void anEnumerationOfAnswersIsAFormatOfGeminisOwn() {
        String config =
                "{\"responseMimeType\":\"text/x.enum\",\"responseSchema\":{\"type\":\"STRING\",\"enum\":[\"a\"]}}";
        Conversation conversation = Told.conversation("{\"contents\":[],\"generationConfig\":" + config + "}");
        assertThat(conversation.format()).isEqualTo(new OutputFormat.Opaque("gemini", config));
        assertThat(Told.text(Told.request(conversation, "gemini-2.5-flash"))).contains(config);
    }
}
