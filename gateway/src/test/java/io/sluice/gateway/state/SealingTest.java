package io.sluice.gateway.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.account.KeptAnswer;
import io.sluice.gateway.account.Owner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A kept answer opens in its own row alone, with its own key alone, and only unchanged. */
class SealingTest {
    private static final Owner MINE = new Owner("key:mine");
    private static final Kept KEPT =
            new Kept("resp_1", MINE, Instant.ofEpochMilli(5), "resp_0", bytes("asked"), bytes("answered"));
    private final Sealing sealing = sealing(1);

    private static Sealing sealing(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return new Sealing(new SecretKeySpec(key, "HmacSHA256"), new SecureRandom());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasSealedIsWhatIsOpened() throws IOException {
        Kept opened = Kept.opened(KEPT.sealed(sealing), sealing);

        assertThat(opened.previous()).isEqualTo("resp_0");
        assertThat(opened.input()).isEqualTo(bytes("asked"));
        assertThat(opened.answer()).isEqualTo(bytes("answered"));
        assertThat(KEPT.sealed(sealing).sealed())
                .isNotEqualTo(KEPT.sealed(sealing).sealed());
    }

    @Test
    void itOpensNowhereElse() throws IOException {
        KeptAnswer row = KEPT.sealed(sealing);
        byte[] changed = row.sealed().clone();
        changed[changed.length - 1] ^= 1;

        refused(new KeptAnswer("resp_2", MINE, row.made(), row.sealed()), sealing);
        refused(new KeptAnswer("resp_1", new Owner("key:theirs"), row.made(), row.sealed()), sealing);
        refused(new KeptAnswer("resp_1", MINE, row.made().plusMillis(1), row.sealed()), sealing);
        refused(new KeptAnswer("resp_1", MINE, row.made(), changed), sealing);
        refused(new KeptAnswer("resp_1", MINE, row.made(), new byte[3]), sealing);
        refused(row, sealing(2));
    }

    private static void refused(KeptAnswer row, Sealing with) {
        assertThatThrownBy(() -> Kept.opened(row, with)).isInstanceOf(IOException.class);
    }
}
