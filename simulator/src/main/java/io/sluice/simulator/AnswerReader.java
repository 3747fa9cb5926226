package io.sluice.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Reads the {@code answer} of a script file's line: one thing to say, and how to say it. */
final class AnswerReader {

    private final Path script;
    private final Fields fields;

    private AnswerReader(Path script, JsonNode node) {
        this.script = script;
        this.fields = new Fields("answer", node);
    }

    /** Files named in the answer stand beside the script file. */
    static Script read(JsonNode node, Path script) {
        AnswerReader reader = new AnswerReader(script, node);
        Script read = reader.wired(reader.said());
        reader.fields.done();
        return read;
    }

    private Script said() {
        List<Script> said = new ArrayList<>();
        flag("canned", this::canned).ifPresent(said::add);
        fields.text("text").map(text -> chat(Chat.saying(text))).ifPresent(said::add);
        fields.take("tools").map(this::tools).ifPresent(said::add);
        flag("silence", Script::silence).ifPresent(said::add);
        flag("never_reads", Script::neverReads).ifPresent(said::add);
        fields.text("endless")
                .map(event -> (Script) Script.endless(event, pause()))
                .ifPresent(said::add);
        fields.take("steps").map(StepReader::read).ifPresent(said::add);
        content().map(this::dressed).ifPresent(said::add);
        if (said.isEmpty() && fields.has("status")) {
            return dressed(Script.status(200));
        }
        if (said.size() != 1) {
            throw new ScriptFault("an answer says exactly one of canned, text, tools, json, body, base64, file, sse,"
                    + " recording, endless, steps, silence, never_reads, or a status alone; here are " + said.size());
        }
        return said.getFirst();
    }

    private Optional<Script> flag(String key, Supplier<Script> script) {
        return fields.on(key) ? Optional.of(script.get()) : Optional.empty();
    }

    private Script canned() {
        Canned canned = Canned.demo();
        return (fields.has("pause") ? canned.pause(pause()) : canned).script();
    }

    private Duration pause() {
        return fields.duration("pause").orElse(Duration.ZERO);
    }

    private Script tools(JsonNode calls) {
        List<ToolCall> tools = new ArrayList<>();
        for (JsonNode call : calls) {
            JsonNode arguments = call.path("arguments");
            tools.add(new ToolCall(
                    call.path("name").asString(""),
                    arguments.isString() ? arguments.asString() : arguments.toString()));
        }
        if (tools.isEmpty()) {
            throw fields.fault("tools", "a list of {\"name\": ..., \"arguments\": ...}", calls);
        }
        return chat(Chat.calling(tools.toArray(ToolCall[]::new)));
    }

    private Script chat(Chat chat) {
        Chat finished = fields.text("finish").map(chat::finish).orElse(chat).pause(pause());
        return Script.chat(fields.take("usage")
                .map(node -> new Fields("usage", node))
                .map(AnswerReader::usage)
                .map(finished::usage)
                .orElse(finished));
    }

    private static Usage usage(Fields usage) {
        Usage read = new Usage(
                usage.number("prompt").orElse(0L),
                usage.number("completion").orElse(0L),
                usage.number("cached").orElse(0L),
                usage.number("reasoning").orElse(0L));
        usage.done();
        return read;
    }

    private Optional<Answer> content() {
        List<Answer> all = new ArrayList<>();
        fields.take("json").map(json -> Script.json(200, json.toString())).ifPresent(all::add);
        fields.text("body")
                .map(text -> Script.status(200).body(Octets.of(text)))
                .ifPresent(all::add);
        fields.text("base64").map(this::base64).ifPresent(all::add);
        fields.text("file").map(file -> Script.status(200).body(file(file))).ifPresent(all::add);
        fields.text("recording").map(this::recording).ifPresent(all::add);
        fields.take("sse").map(this::sse).ifPresent(all::add);
        if (all.size() > 1) {
            throw new ScriptFault("an answer has one of json, body, base64, file, recording, sse, not several");
        }
        return all.stream().findFirst();
    }

    private Answer sse(JsonNode events) {
        List<String> texts = new ArrayList<>();
        events.forEach(event -> texts.add(event.isString() ? event.asString() : event.toString()));
        return Script.sse(texts);
    }

    private Answer base64(String text) {
        try {
            return Script.status(200).body(Octets.owning(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException broken) {
            throw new ScriptFault("\"base64\" is not base64: " + broken.getMessage());
        }
    }

    private Octets file(String name) {
        try {
            return Octets.owning(Files.readAllBytes(script.resolveSibling(name)));
        } catch (IOException unreadable) {
            throw new ScriptFault("cannot read " + script.resolveSibling(name) + ": " + unreadable);
        }
    }

    private Answer recording(String name) {
        try {
            return Script.replay(Recording.read(script.resolveSibling(name)));
        } catch (IOException unreadable) {
            throw new ScriptFault("cannot replay " + script.resolveSibling(name) + ": " + unreadable.getMessage());
        }
    }

    /** What only a whole HTTP answer has: status, headers, framing, the body's form. */
    private Answer dressed(Answer plain) {
        Answer answer = fields.number("status")
                .map(status -> plain.status(status.intValue()))
                .orElse(plain);
        for (Header header : fields.headers("headers")) {
            answer = answer.header(header.name(), header.value());
        }
        answer = fields.text("content_type").map(answer::contentType).orElse(answer);
        answer = fields.sizes("body_pieces").map(answer::bodyPieces).orElse(answer);
        answer = fields.has("pause") ? answer.pause(pause()) : answer;
        answer = fields.on("gzip") ? answer.gzip() : answer;
        return fields.text("framing")
                .map(AnswerReader::framing)
                .map(answer::framed)
                .orElse(answer);
    }

    private static Framing framing(String name) {
        return switch (name) {
            case "length" -> Framing.LENGTH;
            case "chunked" -> Framing.CHUNKED;
            case "close" -> Framing.UNTIL_CLOSE;
            case "as_written" -> Framing.AS_WRITTEN;
            default ->
                throw new ScriptFault("\"framing\" is length, chunked, close or as_written, not \"" + name + "\"");
        };
    }

    /** What any script may have: where it is cut, in which pieces and how late it leaves. */
    private Script wired(Script plain) {
        Script script = fields.take("cut")
                .map(cut -> cut(plain, new Fields("cut", cut)))
                .orElse(plain);
        script = fields.sizes("pieces").map(script::inPieces).orElse(script);
        script = fields.duration("first_byte").map(script::slowFirstByte).orElse(script);
        return fields.on("early") ? script.early() : script;
    }

    private static Script cut(Script script, Fields cut) {
        Ending ending = switch (cut.text("by").orElse("fin")) {
            case "fin" -> Ending.FIN;
            case "rst" -> Ending.RST;
            default -> throw new ScriptFault("\"by\" in \"cut\" is fin or rst");
        };
        Optional<Long> after = cut.number("after");
        Optional<Long> bodyAfter = cut.number("body_after");
        cut.done();
        if (after.isPresent() == bodyAfter.isPresent()) {
            throw new ScriptFault("\"cut\" has one of after (bytes of the answer) and body_after (bytes of its body)");
        }
        if (after.isPresent()) {
            return script.cutAfter(after.get(), ending);
        }
        if (script instanceof Answer answer) {
            return answer.cutBodyAfter(Math.toIntExact(bodyAfter.orElseThrow()), ending);
        }
        throw new ScriptFault("\"body_after\" needs a body that is the same for every request; use \"after\"");
    }
}
