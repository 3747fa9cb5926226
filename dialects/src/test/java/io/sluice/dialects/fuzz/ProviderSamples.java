package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Answers of dialects that only providers speak, quotes written as apostrophes. */
final class ProviderSamples {
    private static final List<String> COHERE = List.of(
            "{'id':'1','finish_reason':'COMPLETE','message':{'role':'assistant','content':[{'type':'thinking','thinking':"
                    + "'hm'},{'type':'text','text':'so'}],'citations':[{'start':0,'end':1,'text':'s','sources':"
                    + "[{'type':'document','document':{'url':'https://x','title':'t'}}]}]},"
                    + "'usage':{'billed_units':{'input_tokens':1,'output_tokens':2},'tokens':{'input_tokens':9}}}",
            "{'id':'2','finish_reason':'TOOL_CALL','message':{'role':'assistant','tool_plan':'I look','tool_calls':"
                    + "[{'id':'c','type':'function','function':{'name':'look','arguments':'{\\'a\\':1}'}}]}}");
    private static final List<String> COHERE_STREAMS = List.of(
            "{'type':'message-start','id':'1','delta':{'message':{'role':'assistant'}}}\n"
                    + "{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'text','text':''}}}}\n"
                    + "{'type':'content-delta','index':0,'delta':{'message':{'content':{'text':'hello'}}}}\n"
                    + "{'type':'citation-start','index':0,'delta':{'message':{'citations':{'start':0,'end':1,'text':'h',"
                    + "'sources':[{'type':'document','document':{'url':'https://x'}}]}}}}\n"
                    + "{'type':'content-end','index':0}\n"
                    + "{'type':'message-end','delta':{'finish_reason':'COMPLETE','usage':{'tokens':{'input_tokens':3}}}}",
            "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'I look'}}}\n"
                    + "{'type':'tool-call-start','index':0,'delta':{'message':{'tool_calls':{'id':'c','type':'function',"
                    + "'function':{'name':'look','arguments':''}}}}}\n"
                    + "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{'arguments':"
                    + "'{}'}}}}}\n{'type':'tool-call-end','index':0}\n"
                    + "{'type':'message-end','delta':{'finish_reason':'TOOL_CALL'}}");
    private static final List<String> OLLAMA = List.of(
            "{'model':'q','message':{'role':'assistant','content':'so','thinking':'hm','tool_calls':[{'function':"
                    + "{'name':'look','arguments':{'a':1}}}]},'done':true,'done_reason':'stop','eval_count':9}");
    private static final List<String> OLLAMA_STREAMS =
            List.of("{'model':'q','message':{'role':'assistant','content':'','thinking':'h'},'done':false}\n"
                    + "{'model':'q','message':{'role':'assistant','content':'hello'},'done':false}\n"
                    + "{'model':'q','message':{'role':'assistant','content':'','tool_calls':[{'function':{'name':'look',"
                    + "'arguments':{'a':1}}}]},'done':false}\n"
                    + "{'model':'q','message':{'role':'assistant','content':''},'done':true,'done_reason':'length',"
                    + "'prompt_eval_count':7,'eval_count':9}");

    private ProviderSamples() {}

    static List<byte[]> answersOfCohere() {
        return quoted(COHERE);
    }

    static List<byte[]> answersOfOllama() {
        return quoted(OLLAMA);
    }

    static List<List<Wire.Frame>> streamsOfCohere() {
        return lines(COHERE_STREAMS);
    }

    static List<List<Wire.Frame>> streamsOfOllama() {
        return lines(OLLAMA_STREAMS);
    }

    private static List<byte[]> quoted(List<String> documents) {
        return documents.stream()
                .map(document ->
                        document.replace("\\'", "\\\"").replace('\'', '"').getBytes(UTF_8))
                .toList();
    }

    private static List<List<Wire.Frame>> lines(List<String> streams) {
        List<List<Wire.Frame>> all = new ArrayList<>();
        for (byte[] stream : quoted(streams)) {
            all.add(Stream.of(new String(stream, UTF_8).split("\n", -1))
                    .map(line -> new Wire.Frame("", line))
                    .toList());
        }
        return all;
    }
}
