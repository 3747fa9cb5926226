package io.sluice.gateway.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.Script;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whole exchanges through a running gateway, each under the provider's own model name, as {@code provider/model} and
 * under an alias: what caller, provider and record see is what was recorded, but for the edits that are promised.
 */
class ReplayedWholeTest {
    private final Map<String, Expected> expectations = new LinkedHashMap<>();
    private Rig rig;

    @AfterEach
    void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> ourOwnExchangesPassUntouched() throws Exception {
        return replayed(Traffic.ours());
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedExchangePassesUntouched() throws Exception {
        return replayed(Traffic.recorded());
    }

    private Stream<DynamicTest> replayed(List<Traffic> all) throws Exception {
        rig = new Rig(all);
        List<DynamicTest> tests = new ArrayList<>();
        for (Traffic traffic : all) {
            tests.add(DynamicTest.dynamicTest(traffic.name(), () -> {
                for (String name : Rig.names(traffic)) {
                    replay(traffic, name);
                }
            }));
        }
        tests.add(DynamicTest.dynamicTest("the record says the same of each", this::checkRecord));
        return tests.stream();
    }

    private void replay(Traffic traffic, String name) throws Exception {
        Expected expected = new Expected(traffic, name);
        HttpResponse<byte[]> answer = rig.ask(traffic, name, Script.replay(traffic.recording()));
        expectations.put(answer.headers().firstValue("x-sluice-call-id").orElseThrow(), expected);
        expected.request(rig.received());
        expected.answer(answer);
    }

    private void checkRecord() throws Exception {
        Map<String, io.sluice.gateway.journal.CallRow> rows = rig.rows(expectations.size());
        List<Throwable> wrong = new ArrayList<>();
        expectations.forEach((id, expected) -> {
            assertThat(rows).containsKey(id);
            try {
                expected.row(rows.get(id));
            } catch (AssertionError error) {
                wrong.add(new AssertionError(expected + ": " + error.getMessage(), error));
            }
        });
        assertThat(wrong).isEmpty();
    }
}
