package io.sluice.gateway.egress;

import io.sluice.dialects.model.Block.Media.Sort;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What bytes are, by how they begin; what a server says of them counts only for text and for office files, which begin
 * like others. So a login page never goes to a model as a picture.
 */
final class MediaTypes {
    private static final List<Mark> MARKS = List.of(
            new Mark(0, "\u0089PNG\r\n\u001a\n", "image/png"),
            new Mark(0, "\u00ff\u00d8\u00ff", "image/jpeg"),
            new Mark(0, "GIF87a", "image/gif"),
            new Mark(0, "GIF89a", "image/gif"),
            new Mark(8, "WEBP", "image/webp"),
            new Mark(4, "ftypheic", "image/heic"),
            new Mark(4, "ftypmif1", "image/heif"),
            new Mark(4, "ftypavif", "image/avif"),
            new Mark(0, "%PDF-", "application/pdf"),
            new Mark(8, "WAVE", "audio/wav"),
            new Mark(0, "ID3", "audio/mpeg"),
            new Mark(0, "\u00ff\u00fb", "audio/mpeg"),
            new Mark(0, "\u00ff\u00f3", "audio/mpeg"),
            new Mark(0, "fLaC", "audio/flac"),
            new Mark(0, "OggS", "audio/ogg"),
            new Mark(4, "ftypM4A", "audio/mp4"),
            new Mark(4, "ftypqt", "video/quicktime"),
            new Mark(4, "ftyp", "video/mp4"),
            new Mark(0, "\u001aE\u00df\u00a3", "video/webm"));
    private static final String ZIP = "PK\u0003\u0004";
    private static final String OLD_OFFICE = "\u00d0\u00cf\u0011\u00e0";
    private static final List<String> TEXTS =
            List.of("application/json", "application/xml", "application/x-yaml", "application/yaml");

    private MediaTypes() {}

    private record Mark(int at, String bytes, String type) {}

    /**
     * The media type of that content; null where it is not of that sort.
     *
     * @param told the server's content type, perhaps with parameters, perhaps empty
     */
    static @Nullable String of(byte[] content, String told, Sort sort) {
        String type =
                found(content, told.toLowerCase(Locale.ROOT).split(";", 2)[0].strip());
        boolean fits = type != null
                && switch (sort) {
                    case IMAGE -> type.startsWith("image/");
                    case AUDIO -> type.startsWith("audio/");
                    case VIDEO -> type.startsWith("video/");
                    case DOCUMENT -> type.startsWith("text/") || type.startsWith("application/");
                };
        return fits ? type : null;
    }

    private static @Nullable String found(byte[] content, String told) {
        for (Mark mark : MARKS) {
            if (begins(content, mark.at(), mark.bytes())) {
                return mark.type();
            }
        }
        boolean office = told.startsWith("application/vnd.") || told.equals("application/msword");
        if (begins(content, 0, ZIP) || begins(content, 0, OLD_OFFICE)) {
            return office ? told : null;
        }
        boolean text = told.startsWith("text/") || TEXTS.contains(told);
        return text && content.length > 0 && isText(content) ? told : null;
    }

    private static boolean begins(byte[] content, int at, String bytes) {
        byte[] wanted = bytes.getBytes(StandardCharsets.ISO_8859_1);
        int to = at + wanted.length;
        return content.length >= to && Arrays.equals(content, at, to, wanted, 0, wanted.length);
    }

    private static boolean isText(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .chars()
                    .noneMatch(c -> c == 0);
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
