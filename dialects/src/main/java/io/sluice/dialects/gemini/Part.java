package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Notes;
import org.jspecify.annotations.Nullable;

/**
 * One part of a content, sorted by what it says.
 *
 * @param fields what the part has besides what its sort reads out of it
 * @param body the text, or the object that names the sort; null of a part that is only a signature
 * @param signature the thought signature on it, empty where it has none
 */
record Part(Sort sort, Value whole, Fields fields, @Nullable Value body, String signature) {
    static final String SIGNATURE = "thoughtSignature";
    static final String THOUGHT = "thought";

    /** What a part is. */
    enum Sort {
        TEXT,
        THOUGHT,
        CALL,
        RESULT,
        MEDIA,
        OTHER,
        NOTHING
    }

    static Part of(Value whole) {
        Fields fields = whole.fields();
        String signature = fields.text(SIGNATURE);
        Value thought = fields.get(THOUGHT);
        boolean thinks = thought != null && thought.is(Kind.TRUE);
        if (!thinks) {
            // False is what is meant where nothing is said.
            fields.take(THOUGHT);
        }
        Value text = fields.get("text");
        if (text != null && text.is(Kind.STRING)) {
            fields.take("text");
            fields.take(THOUGHT);
            return new Part(thinks ? Sort.THOUGHT : Sort.TEXT, whole, fields, text, signature);
        }
        Sort sort = object(fields, "functionCall", Sort.CALL);
        sort = sort == null ? object(fields, "functionResponse", Sort.RESULT) : sort;
        sort = sort == null ? object(fields, "inlineData", Sort.MEDIA) : sort;
        sort = sort == null ? object(fields, "fileData", Sort.MEDIA) : sort;
        if (sort != null) {
            return new Part(sort, whole, fields, null, signature);
        }
        if (fields.isEmpty()) {
            return new Part(signature.isEmpty() ? Sort.NOTHING : Sort.TEXT, whole, fields, null, signature);
        }
        return new Part(Sort.OTHER, whole, fields, null, signature);
    }

    private static @Nullable Sort object(Fields fields, String name, Sort sort) {
        Value value = fields.get(name);
        return value != null && value.is(Kind.OBJECT) ? sort : null;
    }

    /** The text; empty where there is none. */
    String text() {
        return body == null ? "" : body.text();
    }

    /** The members of the object of that name, taken. */
    Fields inner(String name) {
        Value value = fields.take(name);
        return value == null ? Value.of("{}").fields() : value.fields();
    }

    Notes notes() {
        return Notes.of(fields.extras());
    }

    /** The part as a block that only this dialect understands, signature and all. */
    Block.Opaque opaque() {
        String type = fields.left().keySet().stream().findFirst().orElse("part");
        return new Block.Opaque(GeminiGenerate.ID, type, whole.raw(), Notes.NONE);
    }

    /** The media it holds. */
    Block.Media media() {
        boolean inline = fields.has("inlineData");
        Fields data = inner(inline ? "inlineData" : "fileData");
        String type = data.text("mimeType");
        String name = data.text("displayName");
        Block.Source source = inline ? new Block.Source.Inline(data.text("data")) : source(data.text("fileUri"));
        data.left().forEach((key, value) -> fields.left().put((inline ? "inlineData." : "fileData.") + key, value));
        return new Block.Media(Media.sort(type), type, source, name, notes());
    }

    private static Block.Source source(String uri) {
        return Media.isStored(uri) ? new Block.Source.Stored(uri) : new Block.Source.Address(uri);
    }
}
