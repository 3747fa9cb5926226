package io.sluice.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.gateway.state.Keeping;
import io.sluice.gateway.state.KeptAnswers;
import io.sluice.gateway.state.Sealing;
import io.sluice.gateway.state.StateBook;
import io.sluice.gateway.state.StateDesk;
import io.sluice.gateway.state.StateGuard;
import io.sluice.gateway.store.SqliteStates;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several targets a request with an id goes to the one that made it. */
class NarrowedPlanTest {
    @TempDir
    Path folder;

    private final Simulator first = Simulator.start();
    private final Simulator second = Simulator.start();
    private StateDesk desk;
    private Course course;

    @BeforeEach
    void start() throws Exception {
        desk = new StateDesk(
                () -> SqliteStates.open(folder), Thread.ofPlatform().daemon().factory(), InstantSource.system());
        StateBook book = new StateBook(desk);
        Sealing sealing = new Sealing(new SecretKeySpec(new byte[32], "HmacSHA256"), new SecureRandom());
        Keeping none = new Keeping(new KeptAnswers(desk, sealing, InstantSource.system()), null);
        StateGuard guard = new StateGuard(book, none, Map.of());
        first.answer(Script.text("from the first"));
        second.answer(Script.text("from the second"));
        course = new Course(first, second);
        course.inner.enters(guard::enter);
        book.claim(claim("file-0", "p0"));
        book.claim(claim("file-1", "p1"));
    }

    private static StateClaim claim(String id, String provider) {
        return new StateClaim(id, Owner.of(null), provider, "", "m", null, Instant.EPOCH);
    }

    @AfterEach
    void stop() {
        course.close();
        first.close();
        second.close();
        desk.close();
    }

    private RawCaller.Answer ask(String... files) throws Exception {
        StringBuilder parts = new StringBuilder();
        for (String file : files) {
            parts.append(parts.isEmpty() ? "" : ",")
                    .append("{\"type\":\"file\",\"file\":{\"file_id\":\"" + file + "\"}}");
        }
        try (RawCaller caller = course.connect()) {
            return caller.post(
                            "/v1/chat/completions",
                            "k",
                            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + parts + "]}]}")
                    .answer();
        }
    }

    @Test
    void theTargetThatMadeTheIdIsAskedAndNoOther() throws Exception {
        RawCaller.Answer answer = ask("file-1");

        assertThat(answer.body()).contains("from the second");
        assertThat(first.requestCount()).isZero();
    }

    @Test
    void whereItDoesNotAnswerNobodyElseIsAsked() throws Exception {
        second.answer(Script.json(200, "no json"));

        RawCaller.Answer answer = ask("file-1");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(first.requestCount()).isZero();
    }

    @Test
    void idsOfTwoProvidersDoNotGoTogether() throws Exception {
        RawCaller.Answer answer = ask("file-0", "file-1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("state_elsewhere");
        assertThat(first.requestCount() + second.requestCount()).isZero();
    }
}
