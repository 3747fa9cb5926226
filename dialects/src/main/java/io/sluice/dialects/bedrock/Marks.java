package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Tool;
import org.jspecify.annotations.Nullable;

/** Cache points, which stand beside what they mark here and on it in our words. */
final class Marks {
    private Marks() {}

    /** What a cache point says; null where it is of a kind or with a field nobody knows. */
    static @Nullable CacheMark read(Members cachePoint) {
        boolean known = cachePoint.text("type").equals("default");
        String ttl = cachePoint.text("ttl");
        if (!known || !cachePoint.isEmpty()) {
            return null;
        }
        return switch (ttl) {
            case "", "5m" -> CacheMark.SHORT;
            case "1h" -> CacheMark.HOUR;
            default -> null;
        };
    }

    /** The cache point as a block, system block or tool. */
    static String write(CacheMark mark) {
        return switch (mark) {
            case SHORT -> "{\"cachePoint\":{\"type\":\"default\"}}";
            case HOUR -> "{\"cachePoint\":{\"type\":\"default\",\"ttl\":\"1h\"}}";
        };
    }

    static Block on(Block block, CacheMark mark) {
        Notes notes = block.notes().cached(mark);
        return switch (block) {
            case Block.Text b -> new Block.Text(b.text(), b.citations(), notes);
            case Block.Media b -> new Block.Media(b.sort(), b.mediaType(), b.source(), b.name(), notes);
            case Block.Thinking b -> new Block.Thinking(b.text(), b.seal(), b.id(), notes);
            case Block.HiddenThinking b -> new Block.HiddenThinking(b.seal(), b.id(), notes);
            case Block.ToolCall b -> new Block.ToolCall(b.id(), b.name(), b.arguments(), b.free(), b.seal(), notes);
            case Block.ToolResult b -> new Block.ToolResult(b.id(), b.name(), b.content(), b.failed(), notes);
            case Block.Refusal b -> new Block.Refusal(b.text(), notes);
            case Block.Opaque b -> new Block.Opaque(b.dialect(), b.type(), b.json(), notes);
        };
    }

    static Tool on(Tool tool, CacheMark mark) {
        Notes notes = tool.notes().cached(mark);
        return switch (tool) {
            case Tool.Function t -> new Tool.Function(t.name(), t.description(), t.schema(), t.strict(), notes);
            case Tool.Free t -> new Tool.Free(t.name(), t.description(), t.format(), notes);
            case Tool.Server t -> new Tool.Server(t.dialect(), t.name(), t.json(), notes);
        };
    }
}
