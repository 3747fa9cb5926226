package io.sluice.dialects.openai.chat;

import java.util.Locale;

/** Formats of sound, in OpenAI's short words and as media types. */
final class AudioFormats {
    private AudioFormats() {}

    static String mediaType(String format) {
        return switch (format) {
            case "" -> "";
            case "mp3" -> "audio/mpeg";
            default -> "audio/" + format;
        };
    }

    static String format(String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        String word = type.substring(type.indexOf('/') + 1);
        return switch (word) {
            case "mpeg", "mpeg3", "x-mp3" -> "mp3";
            case "wave", "x-wav", "vnd.wave" -> "wav";
            case "mp4", "x-m4a" -> "m4a";
            default -> word;
        };
    }
}
