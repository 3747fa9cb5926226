package io.sluice.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void aFreshKeyHasOurShapeAndIsPlausible() {
        String key = KeyText.fresh(random);

        assertThat(key).matches("sk-sl-[0-9A-Za-z]{49}");
        assertThat(KeyText.plausible(key)).isTrue();
    }

    @Test
    void noTwoFreshKeysAreTheSame() {
        var keys = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            keys.add(KeyText.fresh(random));
        }

        assertThat(keys).hasSize(1_000);
    }

    @Test
    void oneChangedCharacterAnywhereIsNoticed() {
        String key = KeyText.fresh(random);
        for (int i = 0; i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            String changed = key.substring(0, i) + other + key.substring(i + 1);

            assertThat(KeyText.plausible(changed)).as("changed at %d", i).isFalse();
        }
    }

    @Test
    void twoSwappedNeighboursAreNoticed() {
        String key = KeyText.fresh(random);
        for (int i = KeyText.PREFIX.length(); i < key.length() - 1; i++) {
            if (key.charAt(i) != key.charAt(i + 1)) {
                String swapped = key.substring(0, i) + key.charAt(i + 1) + key.charAt(i) + key.substring(i + 2);

                assertThat(KeyText.plausible(swapped)).as("swapped at %d", i).isFalse();
            }
        }
    }
}
