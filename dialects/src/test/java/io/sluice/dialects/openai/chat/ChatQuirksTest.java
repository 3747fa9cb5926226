package io.sluice.dialects.openai.chat;

import static io.sluice.dialects.openai.chat.Chat.assistant;
import static io.sluice.dialects.openai.chat.Chat.lost;
import static io.sluice.dialects.openai.chat.Chat.reasons;
import static io.sluice.dialects.openai.chat.Chat.said;
import static io.sluice.dialects.openai.chat.Chat.sent;
import static io.sluice.dialects.openai.chat.Chat.sentTo;
import static io.sluice.dialects.openai.chat.Chat.thinking;
import static io.sluice.dialects.openai.chat.Chat.traits;
import static io.sluice.dialects.openai.chat.Chat.tree;
import static io.sluice.dialects.openai.chat.Chat.user;
import static io.sluice.dialects.openai.chat.Chat.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Reasoning.Shown;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each way in which a provider differs from OpenAI, by the flag the catalog has for it. */
class ChatQuirksTest {
    private static final String HI = "{'role':'user','content':'hi'}";
    private static final String TOOL = "'tools':[{'type':'function','function':{'name':'look'}}]";

    @Test
    void aHostThatKnowsOnlyMaxTokensIsSentThat() {
        Conversation capped = said(HI, "'max_completion_tokens':9");
        assertThat(written(capped)).isEqualTo(tree("{'model':'m','messages':[" + HI + "],'max_completion_tokens':9}"));
        assertThat(written(capped, "max_tokens_only"))
                .isEqualTo(tree("{'model':'m','messages':[" + HI + "],'max_tokens':9}"));
    }

    @Test
    void aHostThatMustHaveACapGetsTheModelsOwn() {
        ModelFacts facts = new ModelFacts(4_096L, Set.of());
        JsonNode request =
                tree(sentTo(facts, said(HI, ""), "max_tokens_required").body());
        assertThat(request.path("max_tokens").asLong()).isEqualTo(4_096);
    }

    @Test
    void theGatewaysCapHoldsWhereTheCallersIsHigher() {
        for (long[] caps : new long[][] {{9, 5, 5}, {3, 5, 3}}) {
            Sending sending = new Sending("m", caps[1], Quirks.NONE);
            Outgoing sent = Chat.DIALECT.codec().writeRequest(said(HI, "'max_tokens':" + caps[0]), sending);
            assertThat(tree(sent.body()).path("max_completion_tokens").asLong()).isEqualTo(caps[2]);
        }
    }

    @Test
    void usageIsAskedForInStreamsUnlessTheHostRefusesToBeAskedOrAlwaysSendsIt() {
        Conversation streamed = said(HI, "'stream':true");
        assertThat(written(streamed).path("stream_options")).isEqualTo(tree("{'include_usage':true}"));
        assertThat(written(streamed, "no_stream_options").has("stream_options")).isFalse();
        assertThat(written(streamed, "usage=always").has("stream_options")).isFalse();
        assertThat(written(said(HI, "")).has("stream_options")).isFalse();
    }

    @Test
    void aStreamOptionOfTheCallersIsLostWhereThereAreNone() {
        Conversation plain = said(HI, "'stream':true,'stream_options':{'include_obfuscation':false}");
        assertThat(written(plain).path("stream_options"))
                .isEqualTo(tree("{'include_usage':true,'include_obfuscation':false}"));
        assertThat(lost(plain, "no_stream_options"))
                .containsExactly(
                        "Loss[path=stream_options.include_obfuscation, reason=the provider refuses this field]");
    }

    @Test
    void mistralsIdsAreNineCharactersTheSameForCallAndAnswer() {
        Conversation loop = said(
                "{'role':'assistant','tool_calls':[{'id':'toolu_01ABC','type':'function','function':{'name':'look',"
                        + "'arguments':'{}'}},{'id':'aB3dE6gH9','type':'function','function':{'name':'look','arguments':'{}'}}]},"
                        + "{'role':'tool','tool_call_id':'toolu_01ABC','content':'x'},"
                        + "{'role':'tool','tool_call_id':'aB3dE6gH9','content':'y'}",
                "");
        JsonNode messages = written(loop, "tool_id=[a-zA-Z0-9]{9}").path("messages");
        String first = messages.path(0).path("tool_calls").path(0).path("id").asString();
        assertThat(first).matches("[a-zA-Z0-9]{9}");
        assertThat(messages.path(1).path("tool_call_id").asString()).isEqualTo(first);
        assertThat(messages.path(0).path("tool_calls").path(1).path("id").asString())
                .isEqualTo("aB3dE6gH9");
        assertThat(messages.path(2).path("tool_call_id").asString()).isEqualTo("aB3dE6gH9");
        assertThat(written(loop).path("messages").path(1).path("tool_call_id").asString())
                .isEqualTo("toolu_01ABC");
    }

    @Test
    void mistralsSeedIsRandomSeedAndItsRequiredIsAny() {
        Conversation asked = said(HI, "'seed':7," + TOOL + ",'tool_choice':'required'");
        JsonNode request = written(asked, "seed_param=random_seed", "tool_choice_required=any");
        assertThat(request.path("random_seed").asLong()).isEqualTo(7);
        assertThat(request.has("seed")).isFalse();
        assertThat(request.path("tool_choice").asString()).isEqualTo("any");
    }

    @Test
    void mistralsThinkingStandsInTheContent() {
        Conversation turn = Chat.of(
                assistant(new Block.Thinking("hm", new Seal("mistral", "s1"), "", Notes.NONE), Block.Text.of("yes")));
        assertThat(written(turn, "reasoning_in=content_list", "send_back_reasoning")
                        .path("messages")
                        .path(0))
                .isEqualTo(tree("{'role':'assistant','content':[{'type':'thinking','thinking':[{'type':'text',"
                        + "'text':'hm'}],'signature':'s1'},{'type':'text','text':'yes'}]}"));
    }

    @Test
    void mistralTakesDocumentsAsAddressesAndSoundAlone() {
        Conversation heard = said(
                "{'role':'user','content':[{'type':'file','file':{'filename':'a.pdf','file_data':"
                        + "'data:application/pdf;base64,QQ=='}},{'type':'input_audio','input_audio':{'data':'QUJD',"
                        + "'format':'mp3'}}]}",
                "");
        JsonNode parts = written(heard, "document_part=document_url", "audio_part=string")
                .path("messages")
                .path(0)
                .path("content");
        assertThat(parts.path(0))
                .isEqualTo(tree("{'type':'document_url','document_url':'data:application/pdf;base64,QQ==',"
                        + "'document_name':'a.pdf'}"));
        assertThat(parts.path(1)).isEqualTo(tree("{'type':'input_audio','input_audio':'QUJD'}"));
    }

    @ParameterizedTest
    @CsvSource({"deepseek,reasoning_content", "openrouter-like,reasoning"})
    void thinkingGoesBackUnderTheNameTheHostHasForIt(String host, String field) {
        Conversation turn = Chat.of(assistant(new Block.Thinking("hm", null, "", Notes.NONE), Block.Text.of("yes")));
        JsonNode message = written(turn, "reasoning_in=" + field, "send_back_reasoning")
                .path("messages")
                .path(0);
        assertThat(message.path(field).asString()).as(host).isEqualTo("hm");
        assertThat(lost(turn))
                .containsExactly("Loss[path=messages[0].content[0], reason=the provider takes no thinking back]");
        assertThat(written(turn).path("messages").path(0)).isEqualTo(tree("{'role':'assistant','content':'yes'}"));
    }

    @Test
    void deepSeekWantsThinkingBesideEveryCallItselfEvenIfThereIsNone() {
        Block call = new Block.ToolCall("c", "look", "{}", false, null, Notes.NONE);
        String[] flags = {"reasoning_in=reasoning_content", "send_back_reasoning", "reasoning_param=thinking.type"};
        assertThat(written(Chat.of(assistant(call)), flags)
                        .path("messages")
                        .path(0)
                        .path("reasoning_content"))
                .isEqualTo(tree("''"));
        Conversation off = Chat.of(
                List.of(assistant(call)), Tools.NONE, Sampling.NONE, new Reasoning(Mode.OFF, null, null, null), null);
        assertThat(written(off, flags).path("messages").path(0).has("reasoning_content"))
                .isFalse();
        assertThat(written(off, flags).path("thinking")).isEqualTo(tree("{'type':'disabled'}"));
    }

    @Test
    void thinkingSealedByAnotherFamilyStaysAtHome() {
        Conversation turn = Chat.of(assistant(
                new Block.Thinking("hm", new Seal(Seal.ANTHROPIC, "sig"), "", Notes.NONE),
                new Block.HiddenThinking(new Seal(Seal.GEMINI, "sig"), "", Notes.NONE),
                new Block.ToolCall("c", "look", "{}", false, new Seal(Seal.GEMINI, "s"), Notes.NONE)));
        Outgoing sent = sent(turn, "reasoning_in=reasoning_content", "send_back_reasoning");
        assertThat(reasons(sent))
                .containsExactly(
                        "thinking sealed by another family",
                        "thinking sealed by another family",
                        "the proof of a call sealed by another family");
        assertThat(new String(sent.body(), UTF_8)).doesNotContain("sig", "hm");
    }

    @Test
    void openRouterTakesEveryFamilysProofBack() {
        Conversation turn = Chat.of(assistant(
                new Block.Thinking("a", new Seal(Seal.ANTHROPIC, "s1"), "", Notes.NONE),
                new Block.Thinking("b", new Seal(Seal.OPENAI, "s2"), "rs_1", Notes.NONE),
                new Block.HiddenThinking(new Seal("xai-responses-v1", "s3"), "", Notes.NONE),
                Block.Text.of("yes")));
        JsonNode details = written(turn, "reasoning_in=reasoning,reasoning_details", "send_back_reasoning")
                .path("messages")
                .path(0)
                .path("reasoning_details");
        assertThat(details)
                .isEqualTo(tree("[{'type':'reasoning.text','index':0,'text':'a','signature':'s1',"
                        + "'format':'anthropic-claude-v1'},"
                        + "{'type':'reasoning.summary','index':1,'summary':'b','format':'openai-responses-v1'},"
                        + "{'type':'reasoning.encrypted','index':1,'id':'rs_1','data':'s2','format':'openai-responses-v1'},"
                        + "{'type':'reasoning.encrypted','index':2,'data':'s3','format':'xai-responses-v1'}]"));
    }

    @Test
    void googlesCompatibleEndpointTakesItsProofsBackInExtraContent() {
        Conversation turn = Chat.of(assistant(
                new Block.HiddenThinking(new Seal(Seal.GEMINI, "s1"), "", Notes.NONE),
                new Block.ToolCall("c", "look", "{}", false, new Seal(Seal.GEMINI, "s2"), Notes.NONE)));
        JsonNode message =
                written(turn, "reasoning_in=extra_content").path("messages").path(0);
        assertThat(message.path("extra_content")).isEqualTo(tree("{'google':{'thought_signature':'s1'}}"));
        assertThat(message.path("tool_calls").path(0).path("extra_content"))
                .isEqualTo(tree("{'google':{'thought_signature':'s2'}}"));
    }

    @Test
    void onlyOpenAiKnowsTheDeveloperRole() {
        Conversation told = said("{'role':'developer','content':'be brief'},{'role':'system','content':'x'}", "");
        assertThat(written(told, "system_role=developer")
                        .path("messages")
                        .path(0)
                        .path("role")
                        .asString())
                .isEqualTo("developer");
        assertThat(written(told).path("messages").path(0).path("role").asString())
                .isEqualTo("system");
        assertThat(written(told, "system_role=developer")
                        .path("messages")
                        .path(1)
                        .path("role")
                        .asString())
                .isEqualTo("system");
    }

    @Test
    void whatAProviderRefusesIsLeftOutAndNamed() {
        Conversation all = said(
                "{'role':'user','name':'bob','content':'hi'}",
                "'logprobs':true,'top_logprobs':2,'logit_bias':{'1':2},'seed':1,'user':'u','service_tier':'flex',"
                        + "'presence_penalty':1,'frequency_penalty':1,'n':2," + TOOL
                        + ",'tool_choice':'auto','stop':'x',"
                        + "'parallel_tool_calls':false");
        String drop = "drop=logprobs,top_logprobs,logit_bias,messages[].name,seed,user,service_tier,presence_penalty,"
                + "frequency_penalty,n,tools,tool_choice,stop,parallel_tool_calls";
        assertThat(written(all, drop)).isEqualTo(tree("{'model':'m','messages':[" + HI + "]}"));
        assertThat(sent(all, drop).losses()).hasSize(14);
        assertThat(reasons(sent(all, drop))).containsOnly("the provider refuses this field");
        assertThat(sent(all).losses()).isEmpty();
    }

    @Test
    void aReasoningModelOfXaiIsSentNoPenalties() {
        Conversation all = said(HI, "'presence_penalty':1,'stop':'x'");
        String flag = "drop_if_reasoning=presence_penalty,frequency_penalty,stop";
        assertThat(sent(all, flag).losses()).isEmpty();
        assertThat(sentTo(traits("reasoning"), all, flag).losses()).hasSize(2);
    }

    @Test
    void aModelWithoutSamplingParametersIsSentNone() {
        Conversation all = said(
                HI,
                "'temperature':1,'top_p':0.5,'presence_penalty':0,'frequency_penalty':0,'logprobs':true,"
                        + "'top_logprobs':1,'logit_bias':{},'seed':1");
        assertThat(sent(all).losses()).isEmpty();
        Outgoing sent = sentTo(traits("no_sampling_params"), all);
        assertThat(tree(sent.body())).isEqualTo(tree("{'model':'m','messages':[" + HI + "],'seed':1}"));
        assertThat(sent.losses()).hasSize(7);
        assertThat(reasons(sent)).containsOnly("the model takes no sampling parameters");
        assertThat(sentTo(traits("no_temperature"), all).losses()).hasSize(1);
    }

    @Test
    void temperatureStopAndChoicesStayWithinWhatTheProviderTakes() {
        Conversation all = said(HI, "'temperature':1.5,'stop':['a','b','c'],'n':2,'top_k':3");
        Outgoing sent = sent(all, "temp_max=1", "stop_max=2", "n=1");
        assertThat(tree(sent.body()))
                .isEqualTo(tree("{'model':'m','messages':[" + HI + "],'temperature':1,'top_k':3,'stop':['a','b']}"));
        assertThat(reasons(sent))
                .containsExactly(
                        "the provider takes no temperature so high, its highest was sent",
                        "the provider gives one choice",
                        "the provider takes fewer stop sequences, the first were sent");
        assertThat(reasons(sent(all, "system_role=developer"))).containsExactly("the provider refuses this field");
    }

    @Test
    void aProviderThatCannotBeForcedIsAsked() {
        Conversation forced = said(HI, TOOL + ",'tool_choice':'required'");
        for (String flag : List.of("no_tool_choice_required", "tool_choice_required=auto")) {
            assertThat(written(forced, flag).path("tool_choice").asString()).isEqualTo("auto");
            assertThat(reasons(sent(forced, flag))).containsExactly("the provider cannot be made to call a tool");
        }
    }

    @Test
    void onlyTheToolsThatMayBeCalledAreShownWhereTheChoiceCannotBeSaid() {
        String tools =
                "'tools':[{'type':'function','function':{'name':'a'}},{'type':'function','function':{'name':'b'}}]";
        Conversation named = said(HI, tools + ",'tool_choice':{'type':'function','function':{'name':'b'}}");
        JsonNode filtered = written(named, "no_named_tool_choice");
        assertThat(filtered.path("tools")).isEqualTo(tree("[{'type':'function','function':{'name':'b'}}]"));
        assertThat(filtered.path("tool_choice").asString()).isEqualTo("required");
        String choice = "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':'function',"
                + "'function':{'name':'a'}}]}}";
        Conversation allowed = said(HI, tools + ",'tool_choice':" + choice);
        assertThat(allowed.tools().choice()).isEqualTo(new ToolChoice.Allowed(List.of("a"), false));
        assertThat(written(allowed).path("tools")).isEqualTo(tree("[{'type':'function','function':{'name':'a'}}]"));
        assertThat(written(allowed).path("tool_choice").asString()).isEqualTo("auto");
        assertThat(written(allowed, "system_role=developer").path("tool_choice"))
                .isEqualTo(tree(choice));
        assertThat(written(allowed, "system_role=developer").path("tools").size())
                .isEqualTo(2);
    }

    @Test
    void aToolThatTakesTextTakesItAsAnArgumentWhereOnlyFunctionsAreKnown() {
        Conversation free = said(
                HI
                        + ",{'role':'assistant','tool_calls':[{'id':'c','type':'custom','custom':{'name':'patch','input':'*** it'}}]}",
                "'tools':[{'type':'custom','custom':{'name':'patch','format':{'type':'text'}}}],'tool_choice':"
                        + "{'type':'custom','custom':{'name':'patch'}}");
        JsonNode request = written(free);
        assertThat(request.path("tools"))
                .isEqualTo(tree(
                        "[{'type':'function','function':{'name':'patch','parameters':{'type':'object','properties':"
                                + "{'input':{'type':'string'}},'required':['input'],'additionalProperties':false}}}]"));
        assertThat(request.path("tool_choice")).isEqualTo(tree("{'type':'function','function':{'name':'patch'}}"));
        JsonNode call = request.path("messages").path(1).path("tool_calls").path(0);
        assertThat(call.path("type").asString()).isEqualTo("function");
        assertThat(tree(call.path("function").path("arguments").asString())).isEqualTo(tree("{'input':'*** it'}"));
        assertThat(reasons(sent(free)))
                .containsExactly("the provider has no tools that take text, it became an argument");
        assertThat(sent(free, "system_role=developer").losses()).isEmpty();
    }

    @Test
    void namesOfToolsFitOpenAisPattern() {
        String name = "mcp.server/tool " + "x".repeat(80);
        Conversation long64 = said(
                HI,
                "'tools':[{'type':'function','function':{'name':'" + name + "'}}],"
                        + "'tool_choice':{'type':'function','function':{'name':'" + name + "'}}");
        JsonNode request = written(long64);
        String fitting =
                request.path("tools").path(0).path("function").path("name").asString();
        assertThat(fitting).matches("[a-zA-Z0-9_-]{1,64}");
        assertThat(request.path("tool_choice").path("function").path("name").asString())
                .isEqualTo(fitting);
    }

    @Test
    void strictToolsAndSchemasGoOnlyWhereTheyAreTaken() {
        Conversation strict = said(
                HI,
                "'tools':[{'type':'function','function':{'name':'a','strict':true}}],'response_format':{'type':"
                        + "'json_schema','json_schema':{'name':'n','schema':{'type':'object','b':1,'a':9007199254740993}}}");
        assertThat(written(strict, "no_strict_tools").path("tools"))
                .isEqualTo(tree("[{'type':'function','function':{'name':'a'}}]"));
        JsonNode told = written(strict, "no_json_schema");
        assertThat(told.path("response_format")).isEqualTo(tree("{'type':'json_object'}"));
        assertThat(told.path("messages").path(0).path("content").asString())
                .endsWith("{\"type\":\"object\",\"b\":1,\"a\":9007199254740993}");
        assertThat(reasons(sent(strict, "no_json_schema", "no_strict_tools")))
                .containsExactly("the provider has no strict tools", "the provider takes a schema only in words");
    }

    @Test
    void contentIsFlatWhereAProviderTakesNoParts() {
        Conversation parts = said(
                "{'role':'user','content':[{'type':'text','text':'a'},{'type':'image_url','image_url':{'url':'https://x/y.png'}},"
                        + "{'type':'text','text':'b'}]}",
                "");
        assertThat(written(parts, "flatten_content")
                        .path("messages")
                        .path(0)
                        .path("content")
                        .asString())
                .isEqualTo("a\nb");
        assertThat(reasons(sent(parts, "flatten_content"))).containsExactly("the provider takes text alone");
        assertThat(reasons(sent(parts, "no_image_url"))).containsExactly("the provider takes no image from there");
    }

    @Test
    void documentsAreNotSentWhereNoneAreTaken() {
        Conversation read = said(
                "{'role':'user','content':[{'type':'text','text':'a'},{'type':'file','file':{'file_id':'f'}}]}", "");
        assertThat(reasons(sent(read, "no_file_part"))).containsExactly("the provider takes no documents");
    }

    @Test
    void neighboursOfOneRoleAreOneWhereRolesMustAlternate() {
        Conversation two = said("{'role':'user','content':'a'},{'role':'user','content':'b'}", "");
        assertThat(written(two, "alternate_roles").path("messages"))
                .isEqualTo(tree("[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]"));
        assertThat(written(two).path("messages").size()).isEqualTo(2);
    }

    @Test
    void aProviderWithoutToolMessagesReadsTheAnswerAsText() {
        Conversation answered = said("{'role':'tool','tool_call_id':'c','content':'42'}", "");
        assertThat(written(answered, "no_tool_messages").path("messages"))
                .isEqualTo(tree("[{'role':'user','content':'42'}]"));
        assertThat(sent(answered, "no_tool_messages").losses()).hasSize(1);
    }

    @Test
    void aServerThatIgnoresTheModelGetsTheNameItWants() {
        assertThat(written(said(HI, ""), "model=tgi").path("model").asString()).isEqualTo("tgi");
    }

    @Test
    void gigaChatIsSentFunctionsForTools() {
        Conversation loop = said(
                HI + ",{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'look',"
                        + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'x'}",
                TOOL + ",'tool_choice':{'type':'function','function':{'name':'look'}}");
        assertThat(written(loop, "legacy_functions"))
                .isEqualTo(
                        tree("{'model':'m','messages':[" + HI + ",{'role':'assistant','content':null,'function_call':"
                                + "{'name':'look','arguments':'{}'}},{'role':'function','name':'look','content':'x'}],"
                                + "'functions':[{'name':'look'}],'function_call':{'name':'look'}}"));
    }

    @Test
    void cacheMarksGoUnderTheNameTheHostHasForThem() {
        Block marked = new Block.Text("a", List.of(), Notes.NONE.cached(CacheMark.HOUR));
        assertThat(written(Chat.of(user(marked)), "cache_marks=cache_control")
                        .path("messages")
                        .path(0)
                        .path("content"))
                .isEqualTo(tree("[{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'1h'}}]"));
        Outgoing sent = sentTo(traits("prompt_cache_breakpoint"), Chat.of(user(marked)));
        assertThat(tree(sent.body()).path("messages").path(0).path("content"))
                .isEqualTo(tree("[{'type':'text','text':'a','prompt_cache_breakpoint':{'mode':'explicit'}}]"));
        assertThat(lost(Chat.of(user(marked))))
                .containsExactly("Loss[path=messages[0].content[0].cache, reason=the provider takes no cache marks]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|LOW||{'reasoning_effort':'low'}",
                "|NONE||{'reasoning_effort':'none'}",
                "OFF|||{'reasoning_effort':'none'}",
                "ON|||{'reasoning_effort':'medium'}",
                "ADAPTIVE|||{}",
                "OFF||thinking.type,reasoning_effort|{'thinking':{'type':'disabled'}}",
                "ON|HIGH|thinking.type,reasoning_effort|{'thinking':{'type':'enabled'},'reasoning_effort':'high'}",
                "ON||enable_thinking,thinking_budget|{'enable_thinking':true}",
                "|NONE|enable_thinking|{'enable_thinking':false}",
                "ON||chat_template_kwargs.enable_thinking|{'chat_template_kwargs':{'enable_thinking':true}}",
                "OFF||chat_template_args.enable_thinking,reasoning_effort|{'chat_template_args':{'enable_thinking':false}}",
                "|XHIGH|reasoning|{'reasoning':{'effort':'xhigh'}}",
                "ON|HIGH|reasoning|{'reasoning':{'effort':'high'}}",
                "ON||reasoning|{'reasoning':{'enabled':true}}",
                "|LOW|reasoning.effort|{'reasoning':{'effort':'low'}}",
                "OFF||reasoning.enabled,reasoning_effort|{'reasoning':{'enabled':false}}",
                "ON||thinking,reasoning_effort|{'thinking':true}",
                "OFF||reasoning_effort,thinking|{'thinking':{'type':'disabled'}}"
            })
    void howMuchToThinkIsSaidInTheHostsOwnFields(
            @Nullable Mode mode, @Nullable Effort effort, @Nullable String params, String fields) {
        String[] flags = params == null ? new String[0] : new String[] {"reasoning_param=" + params};
        Conversation asked = thinking(new Reasoning(mode, effort, null, null));
        String request = fields.equals("{}") ? "" : "," + fields.substring(1, fields.length() - 1);
        assertThat(written(asked, flags)).isEqualTo(tree("{'model':'m','messages':[]" + request + "}"));
        assertThat(sent(asked, flags).losses()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reasoning|{'reasoning':{'max_tokens':4000}}|",
                "enable_thinking,thinking_budget|{'thinking_budget':4000}|",
                "reasoning_effort,thinking|{'thinking':{'budget_tokens':4000}}|",
                "reasoning_effort,reasoning_options.budget_tokens|{'reasoning_options':{'budget_tokens':4000}}|",
                "reasoning_effort|{'reasoning_effort':'medium'}|a thinking budget became an effort"
            })
    void aThinkingBudgetGoesWhereItIsCounted(String params, String fields, @Nullable String reason) {
        Conversation asked = thinking(new Reasoning(null, null, 4_000L, null));
        Outgoing sent = sent(asked, "reasoning_param=" + params);
        assertThat(tree(sent.body()))
                .isEqualTo(tree("{'model':'m','messages':[]," + fields.substring(1, fields.length() - 1) + "}"));
        assertThat(reasons(sent)).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void effortsAModelDoesNotHaveBecomeTheNearest() {
        Outgoing sent = sentTo(traits("effort=low/medium/high"), thinking(new Reasoning(null, Effort.MAX, null, null)));
        assertThat(tree(sent.body()).path("reasoning_effort").asString()).isEqualTo("high");
        assertThat(reasons(sent)).containsExactly("the model has no such effort, the nearest was asked for");
    }

    @Test
    void whatCannotBeSaidOfThinkingIsNamed() {
        assertThat(reasons(sent(thinking(new Reasoning(Mode.OFF, null, null, null)), "no_effort_none")))
                .containsExactly("the provider cannot turn thinking off");
        assertThat(reasons(
                        sent(thinking(new Reasoning(null, Effort.LOW, null, null)), "reasoning_param=enable_thinking")))
                .containsExactly("the provider only turns thinking on and off");
        assertThat(reasons(sent(thinking(new Reasoning(null, null, null, Shown.DETAILED)))))
                .containsExactly("chat cannot say which form of thinking is wanted");
        assertThat(written(thinking(new Reasoning(null, null, null, Shown.OMITTED)), "reasoning_param=reasoning"))
                .isEqualTo(tree("{'model':'m','messages':[],'reasoning':{'exclude':true}}"));
    }

    @Test
    void whatOtherDialectsSayBeyondChatIsNamed() {
        Conversation foreign = new Conversation(
                "m",
                false,
                false,
                List.of(user(
                        new Block.Opaque("anthropic", "server_tool_use", "{}", Notes.NONE),
                        new Block.ToolResult(
                                "c",
                                "",
                                List.of(new Block.Media(
                                        Block.Media.Sort.IMAGE,
                                        "image/png",
                                        new Block.Source.Inline("QQ=="),
                                        "",
                                        Notes.NONE)),
                                true,
                                Notes.NONE))),
                Tools.NONE,
                Sampling.NONE,
                Reasoning.NONE,
                null,
                null,
                null,
                Extras.of("anthropic", Map.of("container", "'x'")));
        Outgoing sent = sent(foreign);
        assertThat(tree(sent.body()).path("messages"))
                .isEqualTo(tree("[{'role':'tool','tool_call_id':'c','content':''},{'role':'user','content':"
                        + "[{'type':'image_url','image_url':{'url':'data:image/png;base64,QQ=='}}]}]"));
        assertThat(reasons(sent))
                .containsExactlyInAnyOrder(
                        "openai-chat has no mark for a tool that failed",
                        "media a tool answered stand in the user's next message",
                        "openai-chat has no such block",
                        "openai-chat has no such field");
    }

    @Test
    void whatFunctionsDoNotKnowIsNamed() {
        Notes marked = Notes.NONE.cached(CacheMark.HOUR);
        Tools tools = new Tools(List.of(new Tool.Function("look", null, null, true, marked)), null, true);
        Block call = new Block.ToolCall("c", "look", "{}", false, new Seal(Seal.GEMINI, "s"), marked);
        Conversation loop = Chat.of(
                List.of(user(Block.Text.of("a")), Chat.assistant(call)), tools, Sampling.NONE, Reasoning.NONE, null);

        assertThat(lost(loop, "legacy_functions"))
                .containsExactlyInAnyOrder(
                        "Loss[path=tools[0].strict, reason=the provider has no strict tools]",
                        "Loss[path=tools[0].cache, reason=the provider takes no cache marks]",
                        "Loss[path=parallel_tool_calls, reason=a legacy function call is the only one of its turn]",
                        "Loss[path=messages[1].tool_calls.cache, reason=the provider takes no cache marks]",
                        "Loss[path=messages[1].tool_calls, reason=the proof of a call sealed by another family]");
    }

    @Test
    void rulesOfWhichNothingCanGoAreNoMessage() {
        Block foreign = new Block.Opaque("anthropic", "compaction", "{}", Notes.NONE);
        Conversation ruled = Chat.of(Turn.of(Role.DEVELOPER, foreign), user(Block.Text.of("a")));

        assertThat(written(ruled).path("messages")).isEqualTo(tree("[{'role':'user','content':'a'}]"));
        assertThat(lost(ruled))
                .containsExactly("Loss[path=messages[0].content[0], reason=openai-chat has no such block]");
    }
}
