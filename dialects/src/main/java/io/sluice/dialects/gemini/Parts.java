package io.sluice.dialects.gemini;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the blocks of one turn, or of one candidate, as parts.
 *
 * <p>A thinking's proof goes on the part that follows it, where Gemini puts its own; where none can carry it, on an
 * empty text of its own.
 */
abstract class Parts {
    static final String FOREIGN = "blocks of another dialect";

    protected final Losses losses;
    private final List<String> parts = new ArrayList<>();
    private String pending = "";

    Parts(Losses losses) {
        this.losses = losses;
    }

    /** What stands for that proof in a signature's place; null where it cannot go there. */
    protected abstract @Nullable String signature(Seal seal, boolean hidden, String id, String path);

    /** Whether thoughts are to be seen. */
    protected abstract boolean thoughts();

    /** The id of a call as it is to be written; empty for none. */
    protected abstract String callId(String id);

    /** The name of a tool as it is to be written. */
    protected String toolName(String name) {
        return name;
    }

    /** A tool's answer; only where there are such. */
    protected abstract void result(Block.ToolResult result, String path);

    /** The parts so far; a proof still waiting gets a part of its own. */
    List<String> end() {
        flush();
        return parts;
    }

    /** The signature a call is to have though nothing gave it one; empty for none. */
    protected String missing(String path) {
        return "";
    }

    void add(Block block, String path) {
        losses.foreign(path, block.notes().extras(), GeminiGenerate.ID);
        if (block.notes().cache() != null) {
            losses.add(path + ".cache", "gemini has no cache marks");
        }
        switch (block) {
            case Block.Text text -> text(text, path);
            case Block.Thinking thinking -> thinking(thinking, path);
            case Block.HiddenThinking hidden -> {
                String proof = signature(hidden.seal(), true, hidden.id(), path);
                if (proof != null) {
                    hold(proof);
                }
            }
            case Block.ToolCall call -> call(call, path);
            case Block.ToolResult result -> {
                flush();
                result(result, path);
            }
            case Block.Media media -> media(media, path);
            case Block.Refusal refusal -> {
                losses.add(path, "gemini has no refusals: told as text");
                put(PartText.text(refusal.text(), false, taken(), Map.of()));
            }
            case Block.Opaque opaque -> {
                if (opaque.dialect().equals(GeminiGenerate.ID)) {
                    flush();
                    put(opaque.json());
                } else {
                    losses.add(path, FOREIGN);
                }
            }
        }
    }

    private void text(Block.Text text, String path) {
        cited(text, path, parts.size());
        if (!text.text().isEmpty() || !rest(text.notes()).isEmpty()) {
            put(PartText.text(text.text(), false, taken(), rest(text.notes())));
        }
    }

    /** A text's citations, and the number its part will have. */
    protected void cited(Block.Text text, String path, int part) {
        if (!text.citations().isEmpty()) {
            losses.add(path + ".citations", "gemini takes no citations");
        }
    }

    private void thinking(Block.Thinking thinking, String path) {
        String proof = thinking.seal() == null ? "" : signature(thinking.seal(), false, thinking.id(), path);
        if (proof == null) {
            return;
        }
        if (!thinking.text().isEmpty() && thoughts()) {
            flush();
            put(PartText.text(thinking.text(), true, "", rest(thinking.notes())));
        }
        if (!proof.isEmpty()) {
            hold(proof);
        }
    }

    private void call(Block.ToolCall call, String path) {
        String proof = call.seal() == null ? "" : signature(call.seal(), false, "", path + ".seal");
        if (proof == null || proof.isEmpty()) {
            proof = taken();
        } else {
            flush();
        }
        proof = proof.isEmpty() ? missing(path) : proof;
        put(PartText.call(callId(call.id()), toolName(call.name()), arguments(call, path), proof, rest(call.notes())));
    }

    /** The arguments as an object. */
    protected final String arguments(Block.ToolCall call, String path) {
        return Arguments.object(call.arguments(), call.free(), path, losses);
    }

    private void media(Block.Media media, String path) {
        if (media.source() instanceof Block.Source.Written(List<Block> blocks)) {
            written(blocks, path);
            return;
        }
        String part = mediaPart(media, taken(), path);
        if (part != null) {
            put(part);
        }
    }

    /** A document of text goes as a text file, one of other blocks as those. */
    private void written(List<Block> blocks, String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i) instanceof Block.Text one) {
                text.append(text.isEmpty() ? "" : "\n").append(one.text());
            } else {
                add(blocks.get(i), path + ".blocks[" + i + "]");
            }
        }
        if (!text.isEmpty()) {
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            String base64 = Base64.getEncoder().encodeToString(bytes);
            put(PartText.media(true, "text/plain", base64, taken(), Map.of()));
        }
    }

    /** Media as a part; null where they cannot go. */
    protected @Nullable String mediaPart(Block.Media media, String signature, String path) {
        if (!media.name().isEmpty()) {
            losses.add(path + ".name", "gemini takes no file names");
        }
        String type = media.mediaType();
        return switch (media.source()) {
            case Block.Source.Inline(String base64) -> {
                if (type.isEmpty()) {
                    losses.add(path + ".mediaType", "media type guessed, gemini must have one");
                    type = Media.usualType(media.sort());
                }
                yield PartText.media(true, type, base64, signature, rest(media.notes()));
            }
            case Block.Source.Address(String url) -> {
                if (!fetches(url)) {
                    losses.unreached(path, media.sort(), url, "gemini does not fetch that address");
                    yield null;
                }
                type = type.isEmpty() ? Media.type(url, media.sort()) : type;
                yield PartText.media(false, type, url, signature, rest(media.notes()));
            }
            case Block.Source.Stored(String id) -> {
                if (!Media.isStored(id)) {
                    losses.add(path, "a file stored at another provider");
                    yield null;
                }
                yield PartText.media(false, type, id, signature, rest(media.notes()));
            }
            case Block.Source.Written _ -> {
                losses.add(path, "documents made of blocks");
                yield null;
            }
        };
    }

    /** Whether the reader of these parts can get at what that address names. */
    protected boolean fetches(String url) {
        return true;
    }

    /** The parts since the last time; a proof still waiting goes on waiting. */
    protected final List<String> drained() {
        List<String> drained = List.copyOf(parts);
        parts.clear();
        return drained;
    }

    protected final void put(String part) {
        parts.add(part);
    }

    protected final void hold(String proof) {
        flush();
        pending = proof;
    }

    private String taken() {
        String proof = pending;
        pending = "";
        return proof;
    }

    protected final void flush() {
        if (!pending.isEmpty()) {
            put(PartText.text("", false, taken(), Map.of()));
        }
    }

    /** The fields of a block that are Gemini's own. */
    protected static Map<String, String> rest(Notes notes) {
        Extras extras = notes.extras();
        return extras.dialect().equals(GeminiGenerate.ID) ? extras.fields() : Map.of();
    }
}
