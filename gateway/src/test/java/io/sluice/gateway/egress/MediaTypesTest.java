package io.sluice.gateway.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Block.Media.Sort;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GIF89a..., image/gif, IMAGE, image/gif",
                "GIF89a..., image/png, IMAGE, image/gif",
                "GIF89a..., '', IMAGE, image/gif",
                "<html>, image/png, IMAGE, -",
                "<html>, text/html; charset=utf-8, IMAGE, -",
                "<html>, text/html; charset=utf-8, DOCUMENT, text/html",
                "%PDF-1.7, application/octet-stream, DOCUMENT, application/pdf",
                "%PDF-1.7, image/png, IMAGE, -",
                "GIF89a..., image/gif, DOCUMENT, -",
                "fLaC...., audio/flac, AUDIO, audio/flac",
                "....ftypisom, video/mp4, VIDEO, video/mp4",
                "RIFF....WAVE, '', AUDIO, audio/wav",
                "RIFF....WEBP, image/webp, IMAGE, image/webp",
                "'{\"a\":1}', application/json, DOCUMENT, application/json",
                "plain words, application/octet-stream, DOCUMENT, -"
            })
    void theBytesDecideAndNotWhatIsSaidOfThem(String content, String told, Sort sort, String type) {
        assertThat(MediaTypes.of(content.getBytes(StandardCharsets.ISO_8859_1), told, sort))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({"text/plain, 0", "text/plain, 255"})
    void textIsTextOnlyWhereItIsUtf8(String told, int odd) {
        assertThat(MediaTypes.of(new byte[] {'a', (byte) odd, 'b'}, told, Sort.DOCUMENT))
                .isNull();
    }
}
