package io.sluice.dialects.gemini;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a request as a conversation; fields without a canonical place are extras, named as within the request. */
final class RequestReader {
    private RequestReader() {}

    static Understanding read(RequestFacts facts, Bytes body) {
        return read(facts, Value.of(body).fields());
    }

    static Understanding read(RequestFacts facts, Fields top) {
        Complaint complaint = new Complaint();
        Map<String, String> extras = new LinkedHashMap<>();
        top.take("model");
        List<Turn> turns = new TurnReader(complaint).read(top.take("systemInstruction"), top.take("contents"));
        Tools tools = new ToolReader(complaint, extras).read(top.take("tools"), top.take(ToolReader.CONFIG));
        ConfigReader config = new ConfigReader(top.take(GeminiRequest.CONFIG), complaint);
        Sampling sampling = config.sampling();
        Reasoning reasoning = config.reasoning();
        OutputFormat format = config.format();
        config.rest(extras);
        top.left().forEach((name, value) -> extras.put(name, value.raw()));
        if (complaint.error() != null) {
            return new Understanding.Refused(complaint.error());
        }
        return new Understanding.Understood(new Conversation(
                facts.model(),
                facts.stream(),
                true,
                turns,
                tools,
                sampling,
                reasoning,
                format,
                null,
                null,
                Extras.of(GeminiGenerate.ID, extras)));
    }
}
