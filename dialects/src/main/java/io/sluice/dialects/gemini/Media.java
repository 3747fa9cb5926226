package io.sluice.dialects.gemini;

import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Block.Media.Sort;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What media are, and which addresses name what. */
final class Media {
    private static final String FILES_HOST = "generativelanguage.googleapis.com";

    private Media() {}

    static Sort sort(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return Sort.IMAGE;
        }
        if (type.startsWith("audio/")) {
            return Sort.AUDIO;
        }
        return type.startsWith("video/") ? Sort.VIDEO : Sort.DOCUMENT;
    }

    /** What is most often meant by media of that sort that do not say their type. */
    static String usualType(Block.Media.Sort sort) {
        return switch (sort) {
            case IMAGE -> "image/jpeg";
            case AUDIO -> "audio/wav";
            case VIDEO -> "video/mp4";
            case DOCUMENT -> "application/pdf";
        };
    }

    /** The type of what an address names, by its ending; of a film in YouTube none is needed. */
    static String type(String url, Block.Media.Sort sort) {
        String path = url.substring(0, url.indexOf('?') < 0 ? url.length() : url.indexOf('?'));
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (ending) {
            case "png", "webp", "heic", "heif", "gif" -> "image/" + ending;
            case "jpg", "jpeg" -> "image/jpeg";
            case "mp3" -> "audio/mpeg";
            case "wav", "flac", "ogg", "aac" -> "audio/" + ending;
            case "mp4", "mpeg", "webm", "mov" -> "video/" + ending;
            case "pdf" -> "application/pdf";
            case "txt" -> "text/plain";
            case "csv", "html" -> "text/" + ending;
            default -> isOwn(url) ? "" : usualType(sort);
        };
    }

    /** Whether it is a file of Google's Files API. */
    static boolean isStored(String uri) {
        return uri.startsWith("files/") || FILES_HOST.equals(host(uri));
    }

    /** Whether Gemini takes the address without fetching from a stranger: Cloud Storage, YouTube. */
    static boolean isOwn(String uri) {
        String host = host(uri);
        return uri.startsWith("gs://")
                || (host != null
                        && (host.equals("youtu.be") || host.equals("youtube.com") || host.endsWith(".youtube.com")));
    }

    /** Whether it is an address of the web. */
    static boolean isWeb(String uri) {
        return uri.startsWith("https://") || uri.startsWith("http://");
    }

    /** The host an address names, in lower case; null where it names none. Of odd addresses it may be nonsense. */
    private static @Nullable String host(String uri) {
        int slashes = uri.indexOf("://");
        if (slashes < 0) {
            return null;
        }
        int from = slashes + 3;
        int to = from;
        while (to < uri.length() && "/?#".indexOf(uri.charAt(to)) < 0) {
            to++;
        }
        from = Math.max(from, uri.lastIndexOf('@', to - 1) + 1);
        int colon = uri.indexOf(':', from);
        String host = uri.substring(from, colon >= 0 && colon < to ? colon : to);
        return host.isEmpty() ? null : host.toLowerCase(Locale.ROOT);
    }
}
