package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.Block.Media.Sort;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words Bedrock has for the formats of media, and their media types. */
final class Formats {
    private static final Map<String, String> IMAGES = Map.of(
            "png", "image/png",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "webp", "image/webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "pdf", "application/pdf",
            "csv", "text/csv",
            "doc", "application/msword",
            "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xls", "application/vnd.ms-excel",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html", "text/html",
            "txt", "text/plain",
            "md", "text/markdown");

    private static final Map<String, String> VIDEOS = Map.of(
            "mkv", "video/x-matroska",
            "mov", "video/quicktime",
            "mp4", "video/mp4",
            "webm", "video/webm",
            "flv", "video/x-flv",
            "mpeg", "video/mpeg",
            "mpg", "video/mpg",
            "wmv", "video/x-ms-wmv",
            "three_gp", "video/3gpp");

    private static final Map<String, String> SOUNDS = Map.ofEntries(
            Map.entry("mp3", "audio/mp3"),
            Map.entry("opus", "audio/opus"),
            Map.entry("wav", "audio/wav"),
            Map.entry("aac", "audio/aac"),
            Map.entry("flac", "audio/flac"),
            Map.entry("mp4", "audio/mp4"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("mkv", "audio/x-matroska"),
            Map.entry("mka", "audio/mka"),
            Map.entry("x-aac", "audio/x-aac"),
            Map.entry("m4a", "audio/m4a"),
            Map.entry("mpeg", "audio/mpeg"),
            Map.entry("mpga", "audio/mpga"),
            Map.entry("pcm", "audio/pcm"),
            Map.entry("webm", "audio/webm"));

    /** What others call the same. */
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("image/jpg", "jpeg"),
            Map.entry("text/x-markdown", "md"),
            Map.entry("application/csv", "csv"),
            Map.entry("application/xhtml+xml", "html"),
            Map.entry("application/markdown", "md"),
            Map.entry("video/matroska", "mkv"),
            Map.entry("video/x-mov", "mov"),
            Map.entry("video/mov", "mov"),
            Map.entry("video/wmv", "wmv"),
            Map.entry("video/flv", "flv"),
            Map.entry("audio/x-wav", "wav"),
            Map.entry("audio/wave", "wav"),
            Map.entry("audio/x-flac", "flac"),
            Map.entry("audio/x-m4a", "m4a"),
            Map.entry("audio/mp4a-latm", "m4a"),
            Map.entry("audio/l16", "pcm"),
            Map.entry("audio/pcm16", "pcm"));

    private Formats() {}

    private static Map<String, String> of(Sort sort) {
        return switch (sort) {
            case IMAGE -> IMAGES;
            case DOCUMENT -> DOCUMENTS;
            case VIDEO -> VIDEOS;
            case AUDIO -> SOUNDS;
        };
    }

    /** Whether that is a word for a format of such media. */
    static boolean isKnown(Sort sort, String format) {
        return of(sort).containsKey(format);
    }

    /** The media type of a format; a made-up one where Bedrock has a new format, empty where none is said. */
    static String mediaType(Sort sort, String format) {
        return format.isEmpty()
                ? ""
                : of(sort).getOrDefault(format, sort.name().toLowerCase(Locale.ROOT) + "/" + format);
    }

    /** The format of a media type; null where Bedrock has none for it. */
    static @Nullable String format(Sort sort, String mediaType) {
        int semicolon = mediaType.indexOf(';');
        String bare = (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> entry : of(sort).entrySet()) {
            if (entry.getValue().equals(bare)) {
                return entry.getKey();
            }
        }
        String other = OTHERWISE.get(bare);
        if (other != null && of(sort).containsKey(other)) {
            return other;
        }
        // Source code, logs and the like are plain text for whoever reads them.
        return sort == Sort.DOCUMENT && (bare.startsWith("text/") || bare.equals("application/json")) ? "txt" : null;
    }
}
