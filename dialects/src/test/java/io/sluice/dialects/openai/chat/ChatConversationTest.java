package io.sluice.dialects.openai.chat;

import static io.sluice.dialects.openai.chat.Chat.read;
import static io.sluice.dialects.openai.chat.Chat.refused;
import static io.sluice.dialects.openai.chat.Chat.said;
import static io.sluice.dialects.openai.chat.Chat.sent;
import static io.sluice.dialects.openai.chat.Chat.tree;
import static io.sluice.dialects.openai.chat.Chat.written;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Reasoning.Effort;
import io.sluice.dialects.model.Reasoning.Mode;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Seal;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.ToolChoice;
import io.sluice.dialects.model.Turn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each part of a chat request is in the canonical conversation, and that it is written back as it was. */
class ChatConversationTest {
    private static final String OPENAI = "system_role=developer";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'system','content':'a'},{'role':'developer','content':'b','name':'n'}",
                "{'role':'user','content':''}",
                "{'role':'user','name':'bob','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'https://x/a.png','detail':'low'}}]}",
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:image/png;base64,QUI='}}]}",
                "{'role':'user','content':[{'type':'video_url','video_url':{'url':'https://x/a.mp4'}}]}",
                "{'role':'user','content':[{'type':'input_audio','input_audio':{'data':'QUI=','format':'wav'}}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_id':'file-1'}}]}",
                "{'role':'user','content':[{'type':'file','file':{'file_data':'data:application/pdf;base64,QUI=',"
                        + "'filename':'a.pdf'}}]}",
                "{'role':'user','content':[{'type':'something_new','x':[1,{'y':null}]}]}",
                "{'role':'assistant','content':'a','refusal':'no'}",
                "{'role':'assistant','content':[{'type':'text','text':'a','x':1}]}",
                "{'role':'assistant','content':null,'refusal':'no'}",
                "{'role':'assistant','content':'a','prefix':true}",
                "{'role':'assistant','content':null,'audio':{'id':'audio_1'}}",
                "{'role':'assistant','content':null,'tool_calls':[{'id':'c','type':'function','function':{'name':'f',"
                        + "'arguments':'{\\'big\\':9007199254740993,\\'a\\':1}'}},{'id':'d','type':'custom','custom':"
                        + "{'name':'g','input':'free text'}}]},{'role':'tool','tool_call_id':'c','content':'x'},"
                        + "{'role':'tool','tool_call_id':'d','content':[{'type':'text','text':'y'},{'type':'text','text':'z'}]}",
                "{'role':'assistant','content':'see','annotations':[{'type':'url_citation','url_citation':{'url':'https://x',"
                        + "'title':'t','start_index':0,'end_index':3}}]}"
            })
    void everyMessageIsWrittenBackAsItWas(String messages) {
        String request = "{'model':'m','messages':[" + messages.replace("\\'", "\\\\'") + "]}";
        String json = messages.replace("\\'", "\u0001").replace('\'', '"').replace("\u0001", "\\\"");
        Conversation conversation = read("{'model':'m','messages':[" + json + "]}");
        assertThat(written(conversation, OPENAI).path("messages"))
                .as(request)
                .isEqualTo(tree(("[" + json + "]").getBytes(UTF_8)));
        assertThat(sent(conversation, OPENAI).losses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'max_completion_tokens':5,'temperature':0.30,'top_p':1,'presence_penalty':-2,'frequency_penalty':0.5",
                "'seed':9007199254740993,'n':3,'stop':['a','b'],'logprobs':true,'top_logprobs':20",
                "'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object',"
                        + "'b':9007199254740993,'a':1.50},'strict':true,'x':1},'y':2}],'tool_choice':'auto'",
                "'tools':[{'type':'custom','custom':{'name':'g','description':'d','format':{'type':'text'}}}],"
                        + "'tool_choice':{'type':'custom','custom':{'name':'g'}}",
                "'tools':[{'type':'web_search','x':1}],'tool_choice':'none','parallel_tool_calls':false",
                "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':{'type':'function','function':{'name':'f'}}",
                "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':{'type':'new','x':1}",
                "'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':{'type':'allowed_tools','allowed_tools':"
                        + "{'mode':'required','tools':[{'type':'function','function':{'name':'f'}}]}}",
                "'functions':[{'name':'f','description':'d','parameters':{}}],'function_call':{'name':'f'}",
                "'functions':[{'name':'f'}],'function_call':'auto'",
                "'response_format':{'type':'text'}",
                "'response_format':{'type':'json_object'}",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','description':'d','schema':{'z':1,'a':2},"
                        + "'strict':false,'x':1},'y':2}",
                "'response_format':{'type':'grammar','x':1}",
                "'reasoning_effort':'minimal','verbosity':'low'",
                "'user':'u','safety_identifier':'s','metadata':{'a':'b'},'prompt_cache_key':'k','store':false",
                "'stream':true,'stream_options':{'include_usage':true,'include_obfuscation':false}",
                "'modalities':['text','audio'],'audio':{'voice':'alloy','format':'mp3'},'logit_bias':{'1':2},"
                        + "'prediction':{'type':'content','content':'x'},'service_tier':'flex','logprobs':2"
            })
    void everySettingIsWrittenBackAsItWas(String settings) {
        Conversation conversation = said("{'role':'user','content':'hi'}", settings);
        assertThat(written(conversation, OPENAI))
                .isEqualTo(tree("{'model':'m','messages':[{'role':'user','content':'hi'}]," + settings + "}"));
        assertThat(sent(conversation, OPENAI).losses()).isEmpty();
    }

    @Test
    void schemasKeepTheirKeyOrderAndTheirNumbers() {
        String schema = "{\"z\" : 9007199254740993, \"a\":1.50}";
        Conversation conversation =
                said("", "'tools':[{'type':'function','function':{'name':'f','parameters':" + schema + "}}]");
        assertThat(((Tool.Function) conversation.tools().list().getFirst()).schema())
                .isEqualTo(schema);
        assertThat(new String(sent(conversation).body(), UTF_8)).contains(schema);
    }

    @Test
    void aToolsAnswerIsPartOfTheUsersTurn() {
        assertThat(said("{'role':'tool','tool_call_id':'c','content':'x'}", "").turns())
                .containsExactly(Turn.of(
                        Role.USER, new Block.ToolResult("c", "", List.of(Block.Text.of("x")), false, Notes.NONE)));
    }

    @Test
    void legacyCallAndAnswerAgreeOnAnIdThatOthersCanUse() {
        Conversation legacy = said(
                "{'role':'assistant','content':null,'function_call':{'name':'f','arguments':''}},"
                        + "{'role':'function','name':'f','content':'x'}",
                "'functions':[{'name':'f'}]");
        Block.ToolCall call = (Block.ToolCall) legacy.turns().get(0).blocks().getFirst();
        Block.ToolResult result =
                (Block.ToolResult) legacy.turns().get(1).blocks().getFirst();
        assertThat(call.id()).isNotEmpty().isEqualTo(result.id());
        assertThat(call.arguments()).isEqualTo("{}");
        assertThat(written(legacy).path("messages"))
                .isEqualTo(tree("[{'role':'assistant','content':null,'function_call':{'name':'f','arguments':'{}'}},"
                        + "{'role':'function','name':'f','content':'x'}]"));
        Losses losses = new Losses();
        losses.foreign("x", call.notes().extras(), "anthropic");
        assertThat(losses.all()).isEmpty();
    }

    @Test
    void thinkingIsReadUnderEachOfItsNames() {
        for (String name : List.of("reasoning_content", "reasoning", "thinking")) {
            assertThat(said("{'role':'assistant','content':'a','" + name + "':'hm'}", "")
                            .turns()
                            .getFirst()
                            .blocks())
                    .containsExactly(new Block.Thinking("hm", null, "", Notes.NONE), Block.Text.of("a"));
        }
    }

    @Test
    void ourOwnListOfThoughtsComesBackWithEveryProofInItsPlace() {
        List<Block> blocks = said(
                        "{'role':'assistant','content':'a','reasoning_content':'onetwo','reasoning_details':["
                                + "{'type':'reasoning.text','index':0,'text':'one','signature':'s1','format':'anthropic-claude-v1','at':0},"
                                + "{'type':'reasoning.encrypted','index':1,'data':'s2','format':'openai-responses-v1','id':'rs_1','at':1},"
                                + "{'type':'reasoning.text','index':2,'text':'two','at':2}],'tool_calls':[{'id':'c','type':'function',"
                                + "'function':{'name':'f','arguments':'{}'},'extra_content':{'google':{'thought_signature':'s3'}}},"
                                + "{'id':'d','type':'function','function':{'name':'f','arguments':'{}'},'extra_content':{'sluice':"
                                + "{'seal':'" + new Seal(Seal.ANTHROPIC, "s4").carriedIn("sluice") + "'}}}]}",
                        "")
                .turns()
                .getFirst()
                .blocks();
        assertThat(blocks)
                .containsExactly(
                        new Block.Thinking("one", new Seal(Seal.ANTHROPIC, "s1"), "", Notes.NONE),
                        Block.Text.of("a"),
                        new Block.HiddenThinking(new Seal(Seal.OPENAI, "s2"), "rs_1", Notes.NONE),
                        new Block.ToolCall("c", "f", "{}", false, new Seal(Seal.GEMINI, "s3"), Notes.NONE),
                        new Block.Thinking("two", null, "", Notes.NONE),
                        new Block.ToolCall("d", "f", "{}", false, new Seal(Seal.ANTHROPIC, "s4"), Notes.NONE));
    }

    @Test
    void openRoutersSummaryAndProofAreOneThought() {
        assertThat(said(
                                "{'role':'assistant','content':null,'reasoning':'why','reasoning_details':["
                                        + "{'type':'reasoning.summary','index':0,'summary':'why','format':'openai-responses-v1'},"
                                        + "{'type':'reasoning.encrypted','index':0,'id':'rs_1','data':'s','format':'openai-responses-v1'}]}",
                                "")
                        .turns()
                        .getFirst()
                        .blocks())
                .containsExactly(new Block.Thinking("why", new Seal(Seal.OPENAI, "s"), "rs_1", Notes.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'reasoning_effort':'high'||HIGH|",
                "'reasoning':{'effort':'low','max_tokens':5,'enabled':true,'exclude':true}|ON|LOW|5",
                "'thinking':{'type':'disabled'}|OFF||",
                "'thinking':{'type':'enabled','budget_tokens':1024}|ON||1024",
                "'thinking':{'type':'auto'}|ADAPTIVE||",
                "'thinking':true|ON||",
                "'enable_thinking':false,'thinking_budget':7|OFF||7",
                "'chat_template_kwargs':{'enable_thinking':true}|ON||",
                "'reasoning_options':{'budget_tokens':9}|||9"
            })
    void howMuchToThinkIsReadFromEveryHostsFields(
            String field, @Nullable Mode mode, @Nullable Effort effort, @Nullable Long budget) {
        Reasoning reasoning = said("", field).reasoning();
        assertThat(reasoning.mode()).isEqualTo(mode);
        assertThat(reasoning.effort()).isEqualTo(effort);
        assertThat(reasoning.budget()).isEqualTo(budget);
        assertThat(said("", field).extras()).isEqualTo(Extras.NONE);
    }

    @Test
    void whatStandsBesideItInThoseFieldsIsKept() {
        Conversation asked =
                said("", "'thinking':{'type':'enabled','clear_thinking':false},'reasoning_effort':'instant'");
        assertThat(asked.extras().fields())
                .isEqualTo(Map.of("thinking.clear_thinking", "false", "reasoning_effort", "\"instant\""));
        assertThat(written(asked, "reasoning_param=thinking.type"))
                .isEqualTo(tree("{'model':'m','messages':[],'thinking':{'type':'enabled','clear_thinking':false},"
                        + "'reasoning_effort':'instant'}"));
    }

    @Test
    void cacheMarksOfBothFormsAreRead() {
        List<Block> blocks = said(
                        "{'role':'user','content':[{'type':'text','text':'a','prompt_cache_breakpoint':{'mode':'explicit'}},"
                                + "{'type':'text','text':'b','cache_control':{'type':'ephemeral','ttl':'1h'}}]}",
                        "")
                .turns()
                .getFirst()
                .blocks();
        assertThat(blocks.get(0).notes()).isEqualTo(Notes.NONE.cached(CacheMark.SHORT));
        assertThat(blocks.get(1).notes()).isEqualTo(Notes.NONE.cached(CacheMark.HOUR));
    }

    @Test
    void theNewerNameOfTheUserIsTheUserToo() {
        assertThat(said("", "'safety_identifier':'s'").user()).isEqualTo("s");
        assertThat(said("", "'random_seed':5").sampling().seed()).isEqualTo(5);
        assertThat(said("", "'tool_choice':'any'").tools().choice()).isEqualTo(new ToolChoice.Required());
        assertThat(said("", "'response_format':{'type':'json_object'}").format())
                .isEqualTo(new OutputFormat.JsonObject());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'model':'m'}|messages",
                "{'model':'m','messages':null}|messages",
                "{'model':'m','messages':{}}|messages",
                "{'model':'m','messages':[1]}|messages[0]",
                "{'model':'m','messages':[{'role':'wizard','content':'x'}]}|messages[0].role",
                "{'model':'m','messages':[{'content':'x'}]}|messages[0].role",
                "{'model':'m','messages':[{'role':'user','content':5}]}|messages[0].content",
                "{'model':'m','messages':[{'role':'user','content':[5]}]}|messages[0].content[0]",
                "{'model':'m','messages':[{'role':'tool','content':'x'}]}|messages[0].tool_call_id",
                "{'model':'m','messages':[{'role':'assistant','tool_calls':[{'id':'c'}]}]}|messages[0].tool_calls[0].function.name",
                "{'model':'m','messages':[],'temperature':'hot'}|temperature",
                "{'model':'m','messages':[],'seed':1.5}|seed",
                "{'model':'m','messages':[],'seed':1e999999999}|seed",
                "{'model':'m','messages':[],'stop':5}|stop",
                "{'model':'m','messages':[],'stop':[5]}|stop[0]",
                "{'model':'m','messages':[],'tools':{}}|tools",
                "{'model':'m','messages':[],'tools':['x']}|tools[0]",
                "{'model':'m','messages':[],'tools':[{'type':'function'}]}|tools[0].function.name",
                "{'model':'m','messages':[],'functions':[{}]}|functions[0].name",
                "{'model':'m','messages':[],'metadata':'x'}|metadata",
                "{'model':'m','messages':[],'user':5}|user",
                "{'model':'m','messages':[],'parallel_tool_calls':'no'}|parallel_tool_calls",
                "{'model':'m','messages':[],'top_logprobs':99999999999}|top_logprobs"
            })
    void whatCannotBeUnderstoodIsRefusedByName(String request, String param) {
        assertThat(refused(request).param()).isEqualTo(param);
        assertThat(refused(request).status()).isEqualTo(400);
        assertThat(refused(request).message()).isNotEmpty();
    }

    @Test
    void trapsOfRealClients() {
        // A dump of a client's own types, full of nulls.
        Conversation nulls = said(
                "{'role':'user','content':[{'type':'text','text':'a','image_url':null}],'name':null,'tool_calls':null}",
                "'temperature':null,'tools':null,'stop':null,'response_format':null,'echo':null");
        assertThat(written(nulls)).isEqualTo(tree("{'model':'m','messages':[{'role':'user','content':'a'}]}"));
        // Arguments that are an object, empty, or no JSON at all.
        for (String[] arguments : new String[][] {{"{'a':1}", "{\"a\":1}"}, {"''", "{}"}, {"'half {'", "half {"}}) {
            Conversation called = said(
                    "{'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':"
                            + arguments[0] + "}}]}",
                    "");
            assertThat(((Block.ToolCall) called.turns().getFirst().blocks().getFirst()).arguments())
                    .isEqualTo(arguments[1]);
        }
        // A data URI without base64.
        Conversation plain = said(
                "{'role':'user','content':[{'type':'image_url','image_url':{'url':'data:text/plain,a%20b'}}]}", "");
        assertThat(((Block.Media) plain.turns().getFirst().blocks().getFirst()).source())
                .isEqualTo(new Block.Source.Inline("YSBi"));
    }
}
