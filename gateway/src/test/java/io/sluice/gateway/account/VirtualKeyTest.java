package io.sluice.gateway.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualKeyTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void withoutAListEveryModelIsAllowed() {
        assertThat(key(null).allows("anything/at-all")).isTrue();
    }

    @Test
    void aListedNameIsMatchedWholeAndAStarMatchesWhatFollows() {
        var key = key(List.of("fast", "openai/*"));

        assertThat(key.allows("fast")).isTrue();
        assertThat(key.allows("faster")).isFalse();
        assertThat(key.allows("openai/gpt-5")).isTrue();
        assertThat(key.allows("openai")).isFalse();
        assertThat(key.allows("openai-eu/gpt-5")).isFalse();
        assertThat(key.allows("Fast")).isFalse();
    }

    @Test
    void anEmptyListAllowsNothing() {
        assertThat(key(List.of()).allows("fast")).isFalse();
    }

    @Test
    void aListGivenToItCannotBeChangedBehindItsBack() {
        var models = new ArrayList<>(List.of("fast"));
        var key = key(models);
        models.add("slow");

        assertThat(key.allows("slow")).isFalse();
    }

    @Test
    void itEndsAtTheFirstInstantOfItsExpiry() {
        var key = new VirtualKey("key_abcdefghijkl", "a", null, MADE, MADE.plusSeconds(60));

        assertThat(key.expired(MADE.plusSeconds(59))).isFalse();
        assertThat(key.expired(MADE.plusSeconds(60))).isTrue();
    }

    @Test
    void maskedItShowsTheEndsOfItsPublicId() {
        assertThat(key(null).masked()).isEqualTo("key_abc...ijkl");
    }

    private static VirtualKey key(@Nullable List<String> models) {
        return new VirtualKey("key_abcdefghijkl", "a", models, MADE, null);
    }
}
