package io.sluice.dialects.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each event of a stream means, in small. */
class CohereStreamTest {
    private static final Dialect DIALECT = new CohereChat();
    private final EventReader reader = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
    private final List<Event> events = new ArrayList<>();

    @Test
    void thinkingPlanCallsAndSourcesAreBlocksOfTheirOwn() {
        feed("{'id':'i','type':'message-start','delta':{'message':{'role':'assistant','content':[]}}}");
        feed("{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'thinking','thinking':''}}}}");
        feed("{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'hm'}}}}");
        feed("{'type':'content-end','index':0}");
        feed("{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I look'}}}");
        feed(
                "{'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'c','type':'function','function':"
                        + "{'name':'look','arguments':''}}}}}");
        feed("{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{'arguments':'{}'}}}}}");
        feed("{'type':'tool-call-end','index':0}");
        feed("{'type':'content-start','index':1,'delta':{'message':{'content':{'type':'text','text':''}}}}");
        feed("{'type':'content-delta','index':1,'delta':{'message':{'content':{'text':'a'}}}}");
        String citation = "{'start':0,'end':1,'text':'a','sources':[{'type':'document','document':{'url':'https://x',"
                + "'title':'t'}}]}";
        feed("{'type':'citation-start','index':0,'delta':{'message':{'citations':" + citation + "}}}");
        feed("{'type':'content-end','index':1}");
        feed("{'type':'message-end','delta':{'finish_reason':'MAX_TOKENS','usage':{'billed_units':{'input_tokens':3,"
                + "'output_tokens':2},'tokens':{'input_tokens':900,'output_tokens':9},'cached_tokens':800}}}");
        assertThat(events)
                .containsExactly(
                        new Event.Started("i", ""),
                        new Event.BlockStarted(0, 0, new Opening.Thinking()),
                        new Event.ThinkingDelta(0, 0, "hm"),
                        new Event.BlockEnded(0, 0),
                        new Event.BlockStarted(0, 1, new Opening.Text()),
                        new Event.TextDelta(0, 1, "I look"),
                        new Event.BlockEnded(0, 1),
                        new Event.BlockStarted(0, 2, new Opening.ToolCall("c", "look")),
                        new Event.ArgumentsDelta(0, 2, "{}"),
                        new Event.BlockEnded(0, 2),
                        new Event.BlockStarted(0, 3, new Opening.Text()),
                        new Event.TextDelta(0, 3, "a"),
                        new Event.CitationSeen(
                                0, 3, new Citation("https://x", "t", "", 0, 1, "cohere", citation.replace('\'', '"'))),
                        new Event.BlockEnded(0, 3),
                        new Event.UsageSeen(new Usage(3, 0, 0, 0, 2, 0, 0, 0, 0, 0)),
                        new Event.Noted(
                                -1,
                                "cohere",
                                "usage",
                                "{\"billed_units\":{\"input_tokens\":3,\"output_tokens\":2},\"tokens\":{\"input_tokens\":900,"
                                        + "\"output_tokens\":9},\"cached_tokens\":800}"),
                        new Event.Finished(0, FinishReason.LENGTH, "MAX_TOKENS"));
        assertThat(reader.over()).isTrue();
        assertThat(reader.end(true, chunk -> {})).isEqualTo(StreamEnd.WHOLE);
        assertThat(reader.finishReason()).isEqualTo("MAX_TOKENS");
        assertThat(reader.usage()).isEqualTo(new Usage(3, 0, 0, 0, 2, 0, 0, 0, 0, 0));
        assertThat(reader.contentSeen()).isTrue();
    }

    @Test
    void aFinishThatIsAnErrorBreaksTheAnswer() {
        feed("{'type':'message-end','delta':{'finish_reason':'TIMEOUT','usage':{}}}");
        ErrorFacts error = new ErrorFacts(504, "TIMEOUT", "Cohere ended the answer with TIMEOUT", null, null);
        assertThat(events).contains(new Event.Broken(error));
        assertThat(reader.error()).isEqualTo(error);
        assertThat(reader.end(true, chunk -> {})).isEqualTo(StreamEnd.ERROR);
    }

    @Test
    void aBareMessageIsAnErrorToo() {
        feed("{'message':'too many requests'}");
        assertThat(reader.error()).isEqualTo(ErrorFacts.of(502, "upstream_error", "too many requests"));
    }

    @Test
    void whatIsNotJsonIsAFaultAndWhatBreaksOffIsCut() {
        RelayFault fault = reader.feed(Bytes.of("data: {oops\n\n"), chunk -> {});
        assertThat(fault).isNotNull();
        EventReader cut = DIALECT.eventReader(Terms.untouched(Operation.CHAT));
        cut.feed(Bytes.of("data: {\"type\":\"message-start\",\"id\":\"i\",\"delta\":{}}\n\n"), chunk -> {});
        assertThat(cut.end(true, chunk -> {})).isEqualTo(StreamEnd.CUT);
    }

    @Test
    void usageThatCannotBeTrueIsNoUsage() {
        feed(
                "{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'billed_units':{'input_tokens':-3}}}}");
        assertThat(reader.usageImplausible()).isTrue();
        assertThat(reader.usage()).isNull();
    }

    @Test
    void aWholeAnswerIsReadWithWhatOnlyCohereKnows() {
        Answer answer = DIALECT.codec()
                .readAnswer(
                        Bytes.of(
                                "{'id':'i','finish_reason':'STOP_SEQUENCE','message':{'content':[{'type':'text','text':'a'}]},"
                                                .replace('\'', '"')
                                        + "\"usage\":{\"tokens\":{\"input_tokens\":4,\"output_tokens\":1}},\"logprobs\":[1]}"),
                        Quirks.NONE);
        assertThat(answer.choices().getFirst().reason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage()).isEqualTo(new Usage(4, 0, 0, 0, 1, 0, 0, 0, 0, 0));
        assertThat(answer.extras().field("cohere", "logprobs")).isEqualTo("[1]");
    }

    private void feed(String event) {
        Bytes bytes = Bytes.of("event: x\ndata: " + event.replace('\'', '"') + "\n\n");
        assertThat(reader.feed(bytes, chunk -> events.addAll(chunk.events()))).isNull();
    }
}
