package io.sluice.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {
    private final Secret secret = new Secret("sk-live-1");

    @Test
    void itNeverPrintsItself() {
        assertThat(secret).hasToString("***");
        assertThat(String.valueOf(new Holder(secret))).doesNotContain("sk-live-1");
    }

    @Test
    void itIsEqualToItselfAloneButCanBeCompared() {
        assertThat(secret.equals(new Secret("sk-live-1"))).isFalse();
        assertThat(secret.sameAs(new Secret("sk-live-1"))).isTrue();
        assertThat(secret.sameAs(new Secret("sk-live-2"))).isFalse();
    }

    @Test
    void nothingCanSerializeIt() {
        assertThat(secret).isNotInstanceOf(Serializable.class).isNotInstanceOf(Record.class);
    }

    @Test
    void anEmptyOneIsRefused() {
        assertThatThrownBy(() -> new Secret("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWouldBreakAHeaderIsNotSendable() {
        assertThat(secret.sendable()).isTrue();
        assertThat(new Secret("a\r\nx-evil: 1").sendable()).isFalse();
        assertThat(new Secret("a b").sendable()).isFalse();
        assertThat(new Secret("schlüssel").sendable()).isFalse();
    }

    private record Holder(Secret secret) {}
}
