package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Tool;
import io.sluice.dialects.model.Tools;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes tools fit dialects that know less of them: a tool that takes text becomes one that takes {@code {input: text}},
 * and a name with other characters, or too long, gets one that fits. Both are a function of what the caller wrote, so the
 * calls of an answer are told apart again by the conversation alone.
 *
 * <p>Who writes a request for an upstream fits; who writes an answer for a caller has it {@link #restored} first, or
 * writes its stream through {@link #restoring}.
 */
public final class FittedTools {
    /** The schema of the arguments of a tool that takes text. */
    public static final String TEXT_SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},\"required\":[\"input\"],"
                    + "\"additionalProperties\":false}";

    private static final String INPUT = "input";

    private final Map<String, Tool> byName = new HashMap<>();

    private FittedTools(Tools tools) {
        for (Tool tool : tools.list()) {
            // The narrowest name any dialect needs, and the widest that differs from it.
            byName.putIfAbsent(name(tool.name(), 64), tool);
            byName.putIfAbsent(name(tool.name(), 128), tool);
        }
        tools.list().forEach(tool -> byName.put(tool.name(), tool));
    }

    /** The tool's name, in {@code [a-zA-Z0-9_-]} and no longer than that: as it is, else with a hash of it at its end. */
    public static String name(String name, int longest) {
        StringBuilder fitting = new StringBuilder();
        name.codePoints().forEach(c -> fitting.append(isPlain(c) ? Character.toString(c) : "_"));
        if (fitting.toString().equals(name) && !name.isEmpty() && name.length() <= longest) {
            return name;
        }
        String hash = hash(name);
        fitting.setLength(Math.min(fitting.length(), longest - hash.length() - 1));
        return fitting.append('_').append(hash).toString();
    }

    /** Eight hexadecimal digits that stand for a text. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** The arguments that carry a text. */
    public static String wrapped(String text) {
        return new JsonWriter()
                .beginObject()
                .name(INPUT)
                .string(text)
                .endObject()
                .toString();
    }

    /** The text that such arguments carry; the arguments themselves where they carry none. */
    public static String unwrapped(String arguments) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        Bytes json = Bytes.of(arguments);
        scanner.feed(json);
        if (scanner.end() == null && scanner.outline().kind() == Kind.OBJECT) {
            JsonReader reader = new JsonReader(json, 0);
            reader.enter(Kind.OBJECT);
            while (reader.more()) {
                if (reader.name().equals(INPUT) && reader.peek() == Kind.STRING) {
                    return reader.string();
                }
                reader.skip();
            }
        }
        return arguments;
    }

    /** The answer with every call under the name, and with the arguments, that the caller's tools have. */
    public static Answer restored(Answer answer, Tools tools) {
        if (tools.list().isEmpty()) {
            return answer;
        }
        FittedTools fitted = new FittedTools(tools);
        List<Answer.Choice> choices = answer.choices().stream()
                .map(choice -> new Answer.Choice(
                        choice.index(),
                        choice.blocks().stream().map(fitted::restored).toList(),
                        choice.reason(),
                        choice.word(),
                        choice.stopSequence(),
                        choice.logprobs(),
                        choice.extras()))
                .toList();
        return new Answer(answer.id(), answer.model(), choices, answer.usage(), answer.error(), answer.extras());
    }

    private Block restored(Block block) {
        if (!(block instanceof Block.ToolCall call)) {
            return block;
        }
        Tool tool = byName.get(call.name());
        String name = tool == null ? call.name() : tool.name();
        boolean unwrap = tool instanceof Tool.Free && !call.free();
        String arguments = unwrap ? unwrapped(call.arguments()) : call.arguments();
        return new Block.ToolCall(call.id(), name, arguments, call.free() || unwrap, call.seal(), call.notes());
    }

    /** The tool a call of that name means; null where the caller has none such. */
    @Nullable
    Tool called(String name) {
        return byName.get(name);
    }

    /** A writer that restores the calls of a stream and hands it on; a text's wrapping is taken off when it is whole. */
    public static StreamWriter restoring(StreamWriter writer, Tools tools) {
        return tools.list().isEmpty() ? writer : new RestoringWriter(writer, new FittedTools(tools));
    }
}
