package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes images, documents, films and sounds: bytes in the message, or an object in S3. */
final class MediaWriter {
    private final Losses losses;
    private final Ids ids = new Ids();

    MediaWriter(Losses losses) {
        this.losses = losses;
    }

    /** The block as it goes out; null where it cannot go, which is told. */
    @Nullable
    Piece piece(Block.Media media, String path) {
        Extras extras = media.notes().extras();
        String found = extras.field(BedrockConverse.ID, "searchResult");
        if (found != null && media.source() instanceof Block.Source.Written(List<Block> blocks)) {
            return searchResult(media, blocks, found);
        }
        String source = source(media, path);
        String format = format(media);
        // A document may go without a format, which Bedrock then finds out.
        boolean bare = media.sort() == Block.Media.Sort.DOCUMENT
                && (media.mediaType().isEmpty() || media.source() instanceof Block.Source.Written);
        if (source == null) {
            return null;
        }
        if (format == null && !bare) {
            losses.add(path, "bedrock takes no media of that type");
            return null;
        }
        JsonWriter json = new JsonWriter().beginObject();
        if (format != null) {
            json.name("format").raw(format);
        }
        if (media.sort() == Block.Media.Sort.DOCUMENT) {
            json.name("name").string(name(media, path));
        }
        json.name("source").raw(source);
        ContentWriter.own(json, extras);
        String value = json.endObject().toString();
        String sort = media.sort().name().toLowerCase(Locale.ROOT);
        return extras.field(BedrockConverse.ID, "guardContent") == null
                ? Piece.of(sort, value)
                : Piece.of("guardContent", "{\"" + sort + "\":" + value + "}");
    }

    private String name(Block.Media media, String path) {
        String name = ids.document(media.name());
        if (!media.name().isEmpty() && !name.equals(media.name())) {
            losses.add(path + ".name", "bedrock takes few signs in a document's name, and each name once");
        }
        return name;
    }

    /** The format as JSON text: as it was spelled, else by the media type or the ending of the address. */
    private static @Nullable String format(Block.Media media) {
        String spelled = Spelling.of(media.notes().extras(), Spelling.FORMAT);
        String known = spelled == null ? known(media) : null;
        return known == null ? spelled : Texts.quoted(known);
    }

    private static @Nullable String known(Block.Media media) {
        String format = Formats.format(media.sort(), media.mediaType());
        if (format == null
                && media.mediaType().isEmpty()
                && media.source() instanceof Block.Source.Address(String url)) {
            String ending = url.substring(url.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
            String type = Formats.mediaType(media.sort(), ending.equals("jpg") ? "jpeg" : ending);
            return Formats.format(media.sort(), type);
        }
        return format;
    }

    private @Nullable String source(Block.Media media, String path) {
        return switch (media.source()) {
            case Block.Source.Inline(String base64) -> "{\"bytes\":" + Texts.quoted(base64) + "}";
            case Block.Source.Address(String url) -> {
                if (!url.startsWith("s3://")) {
                    losses.unreached(path, media.sort(), url, "bedrock fetches nothing from addresses but s3");
                    yield null;
                }
                String owner = media.notes().extras().field(BedrockConverse.ID, "bucketOwner");
                String more = owner == null ? "" : ",\"bucketOwner\":" + owner;
                yield "{\"s3Location\":{\"uri\":" + Texts.quoted(url) + more + "}}";
            }
            case Block.Source.Stored _ -> {
                losses.add(path, "bedrock has no stored files");
                yield null;
            }
            case Block.Source.Written(List<Block> blocks) -> written(media, blocks, path);
        };
    }

    private @Nullable String written(Block.Media media, List<Block> blocks, String path) {
        if (media.sort() != Block.Media.Sort.DOCUMENT) {
            losses.add(path, "bedrock takes no media of that type");
            return null;
        }
        List<String> texts = texts(blocks, path);
        boolean list = Spelling.of(media.notes().extras(), Spelling.LIST) != null;
        if (texts.size() == 1 && !list) {
            return "{\"text\":" + Texts.quoted(texts.getFirst()) + "}";
        }
        JsonWriter json = new JsonWriter().beginObject().name("content").beginArray();
        texts.forEach(text -> json.beginObject().name("text").string(text).endObject());
        return json.endArray().endObject().toString();
    }

    private List<String> texts(List<Block> blocks, String path) {
        List<String> texts = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Text text) {
                texts.add(text.text());
            } else {
                losses.add(path, "bedrock takes documents of texts, not of other blocks");
            }
        }
        return texts;
    }

    private Piece searchResult(Block.Media media, List<Block> blocks, String rest) {
        JsonWriter json = new JsonWriter().beginObject();
        json.name("title").string(media.name()).name("content").beginArray();
        texts(blocks, "")
                .forEach(text -> json.beginObject().name("text").string(text).endObject());
        members(json.endArray(), rest);
        return Piece.of("searchResult", json.endObject().toString());
    }

    /** The members of an object, written into the one that is open. */
    static void members(JsonWriter json, String object) {
        Members.of(Bytes.of(object))
                .rest()
                .forEach((name, value) -> json.name(name).raw(value));
    }
}
