package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Block.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads images and documents; a source this version does not know leaves the block to its own dialect. */
final class MediaReader {
    private static final String DATA = "data:";
    private static final String BASE64 = ";base64,";

    private final BlockReader blocks;

    MediaReader(BlockReader blocks) {
        this.blocks = blocks;
    }

    Block read(String type, Fields block, JsonReader whole, String path) {
        JsonReader json = block.at("source", Kind.OBJECT);
        Fields source = json == null ? null : Fields.of(json);
        Sort sort = type.equals("image") ? Sort.IMAGE : Sort.DOCUMENT;
        String title = sort == Sort.DOCUMENT ? block.text("title") : "";
        Found found = source == null ? null : source(source, path + ".source");
        if (source == null || found == null || !source.rest().isEmpty()) {
            return BlockReader.opaque(type, whole);
        }
        return new Block.Media(sort, found.mediaType(), found.source(), title, BlockReader.notes(block));
    }

    private record Found(String mediaType, Source source) {}

    private @Nullable Found source(Fields source, String path) {
        return switch (source.text("type")) {
            case "base64" -> new Found(source.text("media_type"), new Source.Inline(source.text("data")));
            case "url" -> address(source.text("url"));
            case "file" -> new Found("", new Source.Stored(source.text("file_id")));
            case "text" -> {
                String mediaType = source.text("media_type");
                Block text = Block.Text.of(source.text("data"));
                yield new Found(mediaType.isEmpty() ? "text/plain" : mediaType, new Source.Written(List.of(text)));
            }
            case "content" -> {
                JsonReader content = source.at("content");
                yield content == null
                        ? null
                        : new Found("", new Source.Written(blocks.content(content, path + ".content")));
            }
            default -> null;
        };
    }

    private static Found address(String url) {
        int data = url.startsWith(DATA) ? url.indexOf(BASE64) : -1;
        return data < 0
                ? new Found("", new Source.Address(url))
                : new Found(
                        url.substring(DATA.length(), data), new Source.Inline(url.substring(data + BASE64.length())));
    }
}
