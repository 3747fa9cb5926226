package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLineTest {
    @Test
    void anyWordsComeBackAsTheyWereAndNeverTakeASecondLine() {
        var words = List.of("key", "create", "", "\"\\\n\r\u0000\u001b\u2028", "\u00e9\ud83d\ude00", "[\"x\"]");
        String line = JsonLine.of(words);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(JsonLine.words(line)).isEqualTo(words);
        assertThat(JsonLine.words(JsonLine.of(List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "]",
                "[\"",
                "[\"a",
                "[\"a\"",
                "[1]",
                "[null]",
                "{\"a\":1}",
                "\"a\"",
                "[[\"a\"]]",
                "[\"a\"][\"b\"]",
                "[\"a\" \"b\"]",
                "[\"\\u12\"]",
                "[\"\\",
                "[\"\\x\"]",
                "what"
            })
    void everythingElseIsRefused(String line) {
        assertThatThrownBy(() -> JsonLine.words(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
