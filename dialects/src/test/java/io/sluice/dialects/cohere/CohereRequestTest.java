package io.sluice.dialects.cohere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Terms;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests for Cohere, from conversations that callers of chat began. */
class CohereRequestTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Dialect CHAT = new OpenAiChat();
    private static final Dialect DIALECT = new CohereChat();
    private static final Set<String> FIELDS = Set.of(
            "model",
            "stream",
            "messages",
            "tools",
            "strict_tools",
            "tool_choice",
            "response_format",
            "max_tokens",
            "temperature",
            "p",
            "k",
            "seed",
            "stop_sequences",
            "presence_penalty",
            "frequency_penalty",
            "logprobs",
            "thinking");

    @Test
    void aToolLoopIsWrittenWithItsPlan() {
        String chat = "{'model':'x','stream':true,'messages':[{'role':'developer','content':'be brief'},{'role':'user',"
                + "'content':[{'type':'text','text':'hi'},{'type':'image_url','image_url':{'url':'https://x/a.png'}}]},"
                + "{'role':'assistant','reasoning_content':'hm','content':'I look','tool_calls':[{'id':'c','type':'function',"
                + "'function':{'name':'look','arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'42'},"
                + "{'role':'assistant','content':'It is 42'}],'tools':[{'type':'function','function':{'name':'look',"
                + "'description':'d','parameters':{'z':1,'a':9007199254740993},'strict':true}},"
                + "{'type':'function','function':{'name':'wait','strict':true}}],'tool_choice':'required'}";
        assertThat(tree(written(chat).body()))
                .isEqualTo(tree("{'model':'m','stream':true,'messages':[{'role':'system','content':'be brief'},"
                        + "{'role':'user','content':[{'type':'text','text':'hi'},{'type':'image_url','image_url':"
                        + "{'url':'https://x/a.png'}}]},{'role':'assistant','content':[{'type':'thinking','thinking':'hm'}],"
                        + "'tool_plan':'I look','tool_calls':[{'id':'c','type':'function','function':{'name':'look',"
                        + "'arguments':'{}'}}]},{'role':'tool','tool_call_id':'c','content':'42'},"
                        + "{'role':'assistant','content':'It is 42'}],'tools':[{'type':'function','function':{'name':'look',"
                        + "'description':'d','parameters':{'z':1,'a':9007199254740993}}},{'type':'function','function':"
                        + "{'name':'wait','parameters':{'type':'object','properties':{}}}}],'strict_tools':true,"
                        + "'tool_choice':'REQUIRED'}"));
        assertThat(reasons(chat)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'temperature':0.3,'top_p':0.9,'top_k':40,'seed':7|'temperature':0.3,'p':0.9,'k':40,'seed':7|",
                "'max_tokens':5,'stop':['a','b'],'logprobs':true|'max_tokens':5,'stop_sequences':['a','b'],'logprobs':true|",
                "'presence_penalty':-1,'frequency_penalty':2|'presence_penalty':0,'frequency_penalty':1|cohere takes a smaller range, the nearest value was sent",
                "'stop':['a','b','c','d','e','f']|'stop_sequences':['a','b','c','d','e']|cohere takes five stop sequences, the first were sent",
                "'n':2||cohere gives one choice",
                "'n':1||",
                "'top_logprobs':2||cohere counts no likeliest tokens",
                "'user':'u'||cohere has no field for the user",
                "'metadata':{}||cohere has no metadata",
                "'parallel_tool_calls':false||cohere cannot be kept to one call",
                "'service_tier':'flex'||cohere has no such field",
                "'reasoning_effort':'none'|'thinking':{'type':'disabled'}|",
                "'reasoning_effort':'high'|'thinking':{'type':'enabled'}|cohere has no efforts, thinking was turned on",
                "'thinking':{'type':'enabled','budget_tokens':99}|'thinking':{'type':'enabled','token_budget':99}|",
                "'response_format':{'type':'text'}|'response_format':{'type':'text'}|",
                "'response_format':{'type':'json_object'}|'response_format':{'type':'json_object'}|",
                "'response_format':{'type':'json_schema','json_schema':{'name':'n','schema':{'z':1,'a':2}}}|'response_format':{'type':'json_object','json_schema':{'z':1,'a':2}}|",
                "'response_format':{'type':'grammar'}||cohere has no such form of an answer",
                "'tools':[{'type':'web_search'}]||cohere has functions alone",
                "'tools':[{'type':'custom','custom':{'name':'g h'}}]|'tools':[{'type':'function','function':{'name':'g_h_0cf976b5',"
                        + "'parameters':{'type':'object','properties':{'input':{'type':'string'}},'required':['input'],"
                        + "'additionalProperties':false}}}]|"
            })
    void everySettingIsSaidInCoheresWordsOrNamed(String setting, @Nullable String written, @Nullable String reason) {
        String chat = "{'model':'x','messages':[]," + setting + "}";
        assertThat(tree(written(chat).body()))
                .isEqualTo(tree(
                        "{'model':'m','stream':false,'messages':[]" + (written == null ? "" : "," + written) + "}"));
        assertThat(reasons(chat).stream().distinct().toList()).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'auto'||a b",
                "'none'|NONE|a b",
                "{'type':'function','function':{'name':'b'}}|REQUIRED|b",
                "{'type':'allowed_tools','allowed_tools':{'mode':'auto','tools':[{'type':'function','function':{'name':'a'}}]}}||a"
            })
    void onlyToolsThatMayBeCalledAreShown(String choice, @Nullable String word, String shown) {
        JsonNode request =
                tree(written("{'model':'x','messages':[],'tools':[{'type':'function','function':{'name':'a'}},"
                                + "{'type':'function','function':{'name':'b'}}],'tool_choice':" + choice + "}")
                        .body());
        assertThat(request.path("tool_choice").asString("")).isEqualTo(word == null ? "" : word);
        StringBuilder names = new StringBuilder();
        request.path("tools")
                .forEach(tool -> names.append(names.isEmpty() ? "" : " ")
                        .append(tool.path("function").path("name").asString()));
        assertThat(names).hasToString(shown);
    }

    @Test
    void whatAMessageCannotCarryIsNamed() {
        assertThat(
                        reasons(
                                "{'model':'x','messages':[{'role':'user','name':'bob','content':[{'type':'file','file':"
                                        + "{'file_id':'f'}},{'type':'text','text':'a','cache_control':{'type':'ephemeral'}},"
                                        + "{'type':'novelty'}]},{'role':'assistant','content':'a','refusal':'no','reasoning_details':["
                                        + "{'type':'reasoning.text','index':0,'text':'t','signature':'s','format':'anthropic-claude-v1'}]}]}"))
                .containsExactly(
                        "cohere has no names of speakers",
                        "cohere takes pictures alone, in the message or at an address",
                        "cohere takes no cache marks",
                        "cohere has no such block",
                        "thinking sealed by another family",
                        "a refusal went as text");
    }

    @Test
    void everyRecordedChatRequestBecomesOneThatCohereKnows() {
        int written = 0;
        for (Recording recording : Recordings.of(Set.of("openai.chat"))) {
            boolean usable = recording.request().length > 0
                    && recording.status() < 400
                    && JSON.readTree(recording.request()).path("model").isString();
            if (!usable) {
                continue;
            }
            JsonNode request = tree(written(new String(recording.request(), StandardCharsets.UTF_8))
                    .body());
            assertThat(FIELDS).as(recording.name()).containsAll(request.propertyNames());
            for (JsonNode message : request.path("messages")) {
                assertThat(message.path("role").asString()).isIn("system", "user", "assistant", "tool");
                assertThat(message.has("content") || message.has("tool_calls"))
                        .as(recording.name())
                        .isTrue();
                for (JsonNode part : message.path("content")) {
                    assertThat(part.path("type").asString()).isIn("text", "image_url", "thinking");
                }
                message.path("tool_calls")
                        .forEach(call -> assertThat(call.path("id").asString())
                                .as(recording.name())
                                .isNotEmpty());
            }
            for (JsonNode tool : request.path("tools")) {
                assertThat(tool.path("function").path("parameters").isObject()).isTrue();
            }
            written++;
        }
        assertThat(written).isGreaterThan(120);
    }

    @Test
    void noCallerSpeaksIt() {
        Conversation conversation = conversation("{'model':'x','messages':[]}");
        Asked asked = new Asked("c", 1, "m", conversation, new Losses());
        Answer answer = new Answer("", "", List.of(), null, null, Extras.NONE);
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> DIALECT.codec().writeAnswer(answer, asked),
                () -> DIALECT.codec().streamWriter(asked),
                () -> DIALECT.eventWriter(Terms.untouched(Operation.CHAT)),
                () -> DIALECT.errorBody(ErrorFacts.of(400, "x", "x"), null),
                () -> DIALECT.errorEvent(ErrorFacts.of(400, "x", "x"), null))) {
            assertThatThrownBy(call)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("No caller speaks Cohere's chat, it is a dialect of upstreams only");
        }
    }

    @Test
    void errorsKeepTheirMessageWhateverTheBodyIs() {
        assertThat(DIALECT.readError(422, null, Bytes.of("{\"id\":\"i\",\"message\":\"bad\"}")))
                .isEqualTo(new ErrorFacts(422, null, "bad", null, null));
        assertThat(DIALECT.readError(503, null, Bytes.of("upstream away")).message())
                .isEqualTo("upstream away");
    }

    private static Outgoing written(String chat) {
        return DIALECT.codec().writeRequest(conversation(chat), new Sending("m", null, Quirks.NONE));
    }

    private static List<String> reasons(String chat) {
        return written(chat).losses().stream().map(Loss::reason).toList();
    }

    private static Conversation conversation(String chat) {
        Bytes body = Bytes.of(chat.startsWith("{'") ? chat.replace('\'', '"') : chat);
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, CHAT.outlined(), CHAT.unrepeatable());
        scanner.feed(body);
        assertThat(scanner.end()).isNull();
        Reading reading = CHAT.read(Asking.of(Operation.CHAT), scanner.outline(), body);
        Understanding understanding = CHAT.codec().readRequest(((Reading.Understood) reading).facts(), body);
        return ((Understanding.Understood) understanding).conversation();
    }

    private static JsonNode tree(String json) {
        return JSON.readTree(json.replace('\'', '"'));
    }

    private static JsonNode tree(byte[] json) {
        return JSON.readTree(json);
    }
}
