package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads content blocks, of requests and of answers: objects with one member that says what they are. */
final class ContentReader {
    private static final List<String> KNOWN = List.of(
            "text",
            "image",
            "document",
            "video",
            "audio",
            "toolUse",
            "toolResult",
            "reasoningContent",
            "guardContent",
            "citationsContent",
            "searchResult",
            "json");

    private final Problems problems;

    ContentReader(Problems problems) {
        this.problems = problems;
    }

    /** The blocks of one list, cache points put on what stands before them. */
    List<Block> list(List<Bytes> elements, String path) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Members members = Members.of(elements.get(i));
            CacheMark mark =
                    members.first().equals("cachePoint") ? Marks.read(Members.of(members.take("cachePoint"))) : null;
            boolean markable = mark != null
                    && !blocks.isEmpty()
                    && blocks.getLast().notes().cache() == null;
            if (mark != null && markable) {
                blocks.set(blocks.size() - 1, Marks.on(blocks.getLast(), mark));
            } else {
                Block block = block(elements.get(i), path + "[" + i + "]");
                if (block != null) {
                    add(blocks, block);
                }
            }
        }
        return blocks;
    }

    /** Adds a block; a proof that was carried for the call before it goes back there. */
    private static void add(List<Block> blocks, Block block) {
        if (block instanceof Block.HiddenThinking hidden
                && Seals.hangsOnCall(hidden.seal())
                && !blocks.isEmpty()
                && blocks.getLast() instanceof Block.ToolCall call) {
            Seal seal = Seals.takenFromCall(hidden.seal());
            blocks.set(
                    blocks.size() - 1,
                    new Block.ToolCall(call.id(), call.name(), call.arguments(), false, seal, call.notes()));
        } else {
            blocks.add(block);
        }
    }

    /** One block; null where it is none, which is told. */
    @Nullable
    Block block(Bytes element, String path) {
        Members members = Members.of(element);
        if (Values.kind(element) != Kind.OBJECT || members.isEmpty()) {
            problems.expected(path, "an object with one member", element);
            return null;
        }
        for (String key : KNOWN) {
            Bytes value = members.take(key);
            if (value != null) {
                Block block = known(key, value, members, path);
                return block == null ? opaque(key, element) : block;
            }
        }
        return opaque(members.first(), element);
    }

    private static Block opaque(String type, Bytes element) {
        return new Block.Opaque(BedrockConverse.ID, type, Values.raw(element), Notes.NONE);
    }

    /** The block of that member; null where it is one only Bedrock understands. */
    private @Nullable Block known(String key, Bytes value, Members beside, String path) {
        Map<String, String> extras = beside.rest();
        return switch (key) {
            case "text" -> {
                String text = Values.string(value);
                if (text == null) {
                    problems.expected(path + ".text", "a string", value);
                }
                yield new Block.Text(text == null ? "" : text, List.of(), notes(extras));
            }
            case "json" -> {
                extras.put(Spelling.JSON, "true");
                yield new Block.Text(Values.raw(value), List.of(), notes(extras));
            }
            case "image" -> media(Block.Media.Sort.IMAGE, value, extras);
            case "document" -> media(Block.Media.Sort.DOCUMENT, value, extras);
            case "video" -> media(Block.Media.Sort.VIDEO, value, extras);
            case "audio" -> media(Block.Media.Sort.AUDIO, value, extras);
            case "toolUse" -> toolUse(value, extras);
            case "toolResult" -> toolResult(value, extras, path + ".toolResult");
            case "reasoningContent" -> reasoning(value, extras);
            case "guardContent" -> guarded(value, extras);
            case "citationsContent" -> cited(value, extras);
            default -> searchResult(value, extras);
        };
    }

    private static Notes notes(Map<String, String> extras) {
        return Notes.of(Extras.of(BedrockConverse.ID, extras));
    }

    private static @Nullable Block media(Block.Media.Sort sort, Bytes value, Map<String, String> extras) {
        Members media = Members.of(value);
        String format = media.text("format");
        String name = sort == Block.Media.Sort.DOCUMENT ? media.text("name") : "";
        Block.Source source = source(Members.of(media.take("source", Kind.OBJECT)), extras);
        if (source == null) {
            return null;
        }
        if (!format.isEmpty() && !Formats.isKnown(sort, format)) {
            extras.put(Spelling.FORMAT, Texts.quoted(format));
        }
        extras.putAll(media.rest());
        return new Block.Media(sort, Formats.mediaType(sort, format), source, name, notes(extras));
    }

    private static Block.@Nullable Source source(Members source, Map<String, String> extras) {
        if (source.has("bytes")) {
            return new Block.Source.Inline(source.text("bytes"));
        }
        if (source.has("s3Location")) {
            Members location = Members.of(source.take("s3Location"));
            Block.Source address = new Block.Source.Address(location.text("uri"));
            extras.putAll(location.rest());
            return address;
        }
        if (source.has("text")) {
            return new Block.Source.Written(List.of(Block.Text.of(source.text("text"))));
        }
        List<Block> blocks = new ArrayList<>();
        for (Bytes element : Values.elements(source.take("content"))) {
            blocks.add(Block.Text.of(Members.of(element).text("text")));
        }
        if (blocks.size() == 1) {
            // One block alone would be written as text.
            extras.put(Spelling.LIST, "true");
        }
        return blocks.isEmpty() ? null : new Block.Source.Written(blocks);
    }

    private static @Nullable Block toolUse(Bytes value, Map<String, String> extras) {
        Members call = Members.of(value);
        if (!Spelling.isOrdinary(call, extras)) {
            return null;
        }
        String id = call.text("toolUseId");
        String name = call.text("name");
        Bytes input = call.take("input");
        extras.putAll(call.rest());
        return new Block.ToolCall(id, name, input == null ? "{}" : Values.raw(input), false, null, notes(extras));
    }

    private @Nullable Block toolResult(Bytes value, Map<String, String> extras, String path) {
        Members result = Members.of(value);
        if (result.has("type")) {
            return null;
        }
        String id = result.text("toolUseId");
        String status = result.text("status");
        boolean failed = status.equals("error");
        if (!failed && !status.isEmpty()) {
            extras.put(Spelling.STATUS, Texts.quoted(status));
        }
        List<Block> content = list(Values.elements(result.take("content", Kind.ARRAY)), path + ".content");
        extras.putAll(result.rest());
        return new Block.ToolResult(id, "", content, failed, notes(extras));
    }

    private static @Nullable Block reasoning(Bytes value, Map<String, String> extras) {
        Members reasoning = Members.of(value);
        if (reasoning.has("redactedContent")) {
            Seal seal = Seals.fromRedacted(reasoning.text("redactedContent"));
            return new Block.HiddenThinking(seal, "", notes(extras));
        }
        Bytes shown = reasoning.take("reasoningText", Kind.OBJECT);
        if (shown == null) {
            return null;
        }
        Members text = Members.of(shown);
        String thought = text.text("text");
        String signature = text.text("signature");
        extras.putAll(text.rest());
        Seal seal = signature.isEmpty() ? null : Seals.fromSignature(signature);
        return new Block.Thinking(thought, seal, "", notes(extras));
    }

    /** What a guardrail is to look at: the same content as elsewhere, with the words that say how. */
    private static @Nullable Block guarded(Bytes value, Map<String, String> extras) {
        Members guarded = Members.of(value);
        Bytes text = guarded.take("text", Kind.OBJECT);
        if (text != null) {
            Members members = Members.of(text);
            String said = members.text("text");
            extras.put("guardContent", members.restAsObject());
            return new Block.Text(said, List.of(), notes(extras));
        }
        Bytes image = guarded.take("image", Kind.OBJECT);
        if (image == null) {
            return null;
        }
        extras.put("guardContent", "{}");
        return media(Block.Media.Sort.IMAGE, image, extras);
    }

    private static Block cited(Bytes value, Map<String, String> extras) {
        Members cited = Members.of(value);
        StringBuilder text = new StringBuilder();
        for (Bytes piece : Values.elements(cited.take("content"))) {
            text.append(Members.of(piece).text("text"));
        }
        List<Citation> citations = new ArrayList<>();
        Values.elements(cited.take("citations")).forEach(one -> citations.add(Citations.read(one)));
        extras.putAll(cited.rest());
        return new Block.Text(text.toString(), citations, notes(extras));
    }

    /** A search result is a document that is text, with where it was found. */
    private static Block searchResult(Bytes value, Map<String, String> extras) {
        Members result = Members.of(value);
        String title = result.text("title");
        List<Block> texts = new ArrayList<>();
        for (Bytes piece : Values.elements(result.take("content"))) {
            texts.add(Block.Text.of(Members.of(piece).text("text")));
        }
        extras.put("searchResult", result.restAsObject());
        Block.Source source = new Block.Source.Written(texts);
        return new Block.Media(Block.Media.Sort.DOCUMENT, "text/plain", source, title, notes(extras));
    }
}
