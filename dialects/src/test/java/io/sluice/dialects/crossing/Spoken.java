package io.sluice.dialects.crossing;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.FittedTools;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Sending;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.Terms;
import io.sluice.dialects.TranslatingWriter;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.anthropic.AnthropicMessages;
import io.sluice.dialects.bedrock.BedrockConverse;
import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.openai.chat.OpenAiChat;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import java.io.ByteArrayOutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The dialects that callers and providers speak alike, each with what a test does in it. */
enum Spoken {
    CHAT(new OpenAiChat(), Set.of("openai.chat"), false),
    RESPONSES(new OpenAiResponses(), Set.of("openai.responses"), false),
    ANTHROPIC(new AnthropicMessages(), Set.of("anthropic.messages"), false),
    GEMINI(new GeminiGenerate(), Set.of("gemini.generateContent", "gemini.streamGenerateContent"), true),
    BEDROCK(new BedrockConverse(), Set.of("bedrock.converse", "bedrock.converse-stream"), true);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern MODEL = Pattern.compile("/models?/([^/:?]+)");
    // The flags that say how a provider counts and begins to speak, as the catalog has them.
    private static final Map<String, Set<String>> FLAGS = Map.of(
            "xai", Set.of("usage_add_reasoning"),
            "perplexity", Set.of("no_end_mark"));

    private final Dialect dialect;
    private final Set<String> endpoints;
    private final boolean modelInPath;

    Spoken(Dialect dialect, Set<String> endpoints, boolean modelInPath) {
        this.dialect = dialect;
        this.endpoints = endpoints;
        this.modelInPath = modelInPath;
    }

    String id() {
        return dialect.id();
    }

    /** What was recorded of it and went well. */
    List<Recording> recordings() {
        return Recordings.of(endpoints).stream()
                .filter(recording -> recording.status() < 400)
                .toList();
    }

    /** Recorded requests that name a model somewhere. */
    List<Recording> requests() {
        return recordings().stream()
                .filter(recording -> recording.request().length > 0)
                .filter(recording -> this != CHAT
                        || JSON.readTree(recording.request()).path("model").isString())
                .toList();
    }

    /** Recorded whole answers. */
    List<Recording> answers() {
        return recordings().stream()
                .filter(recording -> !recording.stream()
                        && recording.answer().length > 0
                        && recording.answer()[0] == '{')
                .toList();
    }

    /** Recorded streams. */
    List<Recording> streams() {
        return recordings().stream().filter(Recording::stream).toList();
    }

    Conversation conversation(Recording recording) {
        boolean pathed = modelInPath || recording.provider().equals("vertex");
        Matcher named = MODEL.matcher(recording.path());
        String model = pathed
                ? named.find() ? URLDecoder.decode(named.group(1), StandardCharsets.UTF_8) : "in-the-path"
                : null;
        return conversation(recording.request(), model, recording.stream());
    }

    /** What that request says. */
    Conversation conversation(byte[] request, @Nullable String model, boolean stream) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, dialect.outlined(), dialect.unrepeatable());
        Bytes body = Bytes.of(request);
        scanner.feed(body);
        if (scanner.end() != null) {
            throw new AssertionError(id() + ": not JSON, " + scanner.end());
        }
        Asking asking = new Asking(Operation.CHAT, model, modelInPath ? stream : null);
        return switch (dialect.read(asking, scanner.outline(), body)) {
            case Reading.Understood(var facts) ->
                switch (dialect.codec().readRequest(facts, body)) {
                    case Understanding.Understood(Conversation conversation) -> conversation;
                    case Understanding.Refused(var error) -> throw new AssertionError(id() + " refuses: " + error);
                };
            case Reading.Refused(var error) -> throw new AssertionError(id() + " refuses: " + error);
        };
    }

    Outgoing written(Conversation conversation, Sending sending) {
        return dialect.codec().writeRequest(conversation, sending);
    }

    /** What is read of a request this dialect wrote. */
    Conversation again(Outgoing outgoing, Sending sending, boolean stream) {
        return conversation(outgoing.body(), modelInPath ? sending.model() : null, stream);
    }

    Answer answer(byte[] whole, String provider) {
        return dialect.codec().readAnswer(Bytes.of(whole), quirks(provider));
    }

    byte[] answered(Answer answer, Asked asked) {
        return dialect.codec()
                .writeAnswer(FittedTools.restored(answer, asked.conversation().tools()), asked);
    }

    /** The chunks of a stream, read in pieces of that size. */
    List<Chunk> chunks(byte[] stream, String provider, int size) {
        EventReader reader = dialect.eventReader(new Terms(Operation.CHAT, 1, false, null, quirks(provider)));
        List<Chunk> chunks = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            RelayFault fault = reader.feed(Bytes.of(stream, at, Math.min(stream.length, at + size)), chunks::add);
            if (fault != null) {
                throw new AssertionError(id() + ": " + fault);
            }
        }
        reader.end(true, chunks::add);
        return chunks;
    }

    static List<Event> events(List<Chunk> chunks) {
        return chunks.stream().flatMap(chunk -> chunk.events().stream()).toList();
    }

    /** The stream that says those chunks of another. */
    byte[] streamed(List<Chunk> chunks, Asked asked) {
        StreamWriter plain = dialect.codec().streamWriter(asked);
        StreamWriter restoring =
                FittedTools.restoring(plain, asked.conversation().tools());
        TranslatingWriter writer = new TranslatingWriter(restoring, 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        chunks.forEach(chunk -> out.writeBytes(writer.write(chunk)));
        out.writeBytes(writer.end());
        return out.toByteArray();
    }

    private static Quirks quirks(String provider) {
        return Quirks.of(FLAGS.getOrDefault(provider, Set.of()));
    }
}
