package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import io.sluice.dialects.model.Block.Source;
import io.sluice.dialects.model.Losses;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes images and documents. */
final class MediaWriter {
    private static final Set<String> IMAGES = Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final String PDF = "application/pdf";
    private static final String PLAIN = "text/plain";

    private final Losses losses;
    private final BlockWriter blocks;
    private final boolean fetches;

    /** {@code fetches} where the host takes addresses of the web; some that run Anthropic's models do not. */
    MediaWriter(Losses losses, BlockWriter blocks, boolean fetches) {
        this.losses = losses;
        this.blocks = blocks;
        this.fetches = fetches;
    }

    /** The block's type and source, open for what else it has; null, and a loss, where it cannot go. */
    @Nullable
    JsonWriter begun(Block.Media media, String path) {
        String source = switch (media.sort()) {
            case IMAGE -> image(media, path);
            case DOCUMENT -> document(media, path);
            case AUDIO -> lost(path, "anthropic takes no audio");
            case VIDEO -> lost(path, "anthropic takes no video");
        };
        if (source == null) {
            return null;
        }
        boolean document = media.sort() == Sort.DOCUMENT;
        JsonWriter json = new JsonWriter().beginObject().name("type").string(document ? "document" : "image");
        json.name("source").raw(source);
        if (document && !media.name().isEmpty()) {
            json.name("title").string(media.name());
        } else if (!media.name().isEmpty()) {
            losses.add(path + ".name", "anthropic's images have no name");
        }
        return json;
    }

    private @Nullable String image(Block.Media media, String path) {
        if (media.source() instanceof Source.Inline(String base64)) {
            return IMAGES.contains(media.mediaType())
                    ? base64(media.mediaType(), base64)
                    : lost(path, "anthropic takes images as JPEG, PNG, GIF and WebP only");
        }
        return media.source() instanceof Source.Written _
                ? lost(path, "anthropic takes no image made of blocks")
                : elsewhere(media, path);
    }

    private @Nullable String document(Block.Media media, String path) {
        return switch (media.source()) {
            case Source.Inline(String base64) -> {
                if (media.mediaType().equals(PDF)) {
                    yield base64(PDF, base64);
                }
                yield media.mediaType().startsWith("text/") || media.mediaType().equals("application/json")
                        ? text(media.mediaType(), base64, path)
                        : lost(path, "anthropic takes documents as PDF and text only");
            }
            case Source.Written(var written) ->
                media.mediaType().equals(PLAIN) && isText(written)
                        ? plain(((Block.Text) written.getFirst()).text())
                        : "{\"type\":\"content\",\"content\":" + blocks.list(written, path + ".content") + "}";
            case Source.Address _, Source.Stored _ -> elsewhere(media, path);
        };
    }

    private static boolean isText(java.util.List<Block> blocks) {
        return blocks.size() == 1 && blocks.getFirst() instanceof Block.Text;
    }

    private @Nullable String text(String mediaType, String base64, String path) {
        try {
            String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            if (!mediaType.equals(PLAIN)) {
                losses.add(path + ".media_type", "anthropic takes text of any type as plain text");
            }
            return plain(text);
        } catch (IllegalArgumentException notBase64) {
            return lost(path, "a document that is not base64");
        }
    }

    private static String plain(String text) {
        return new JsonWriter()
                .beginObject()
                .name("type")
                .string("text")
                .name("media_type")
                .string(PLAIN)
                .name("data")
                .string(text)
                .endObject()
                .toString();
    }

    private static String base64(String mediaType, String base64) {
        JsonWriter json = new JsonWriter().beginObject().name("type").string("base64");
        return json.name("media_type")
                .string(mediaType)
                .name("data")
                .string(base64)
                .endObject()
                .toString();
    }

    private @Nullable String elsewhere(Block.Media media, String path) {
        JsonWriter json = new JsonWriter().beginObject().name("type");
        return switch (media.source()) {
            case Source.Address(String url) -> {
                if (fetches && (url.startsWith("http://") || url.startsWith("https://"))) {
                    yield json.string("url").name("url").string(url).endObject().toString();
                }
                String reason = fetches ? "anthropic takes addresses of the web only" : "the host fetches no addresses";
                losses.unreached(path, media.sort(), url, reason);
                yield null;
            }
            case Source.Stored(String id) ->
                json.string("file").name("file_id").string(id).endObject().toString();
            case Source.Inline _, Source.Written _ -> lost(path, "anthropic takes no such source");
        };
    }

    private @Nullable String lost(String path, String reason) {
        losses.add(path, reason);
        return null;
    }
}
