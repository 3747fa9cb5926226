package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final List<String> KEYS = List.of("listen", "admin", "data", "providers", "models");

    @Test
    void theNearestWordComesFirst() {
        assertThat(Spelling.nearest("modles", KEYS, 3)).containsExactly("models");
        assertThat(Spelling.nearest("gpt-5-mni", List.of("gpt-5", "gpt-5-mini", "claude"), 3))
                .first()
                .isEqualTo("gpt-5-mini");
    }

    @Test
    void swappedLettersAreOneMistake() {
        assertThat(Spelling.distance("amdin", "admin", 3)).isEqualTo(1);
        assertThat(Spelling.distance("adm", "admin", 3)).isEqualTo(2);
        assertThat(Spelling.distance("ADMIN", "admin", 3)).isZero();
    }

    @Test
    void whatIsFarFromEverythingGetsTheWholeList() {
        assertThat(Spelling.nearest("zzzzzz", KEYS, 3)).isEmpty();
        assertThat(Spelling.hint("zzzzzz", KEYS)).isEqualTo("known are admin, data, listen, models, providers");
    }
}
