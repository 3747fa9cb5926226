package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.faults.Lane;
import io.sluice.gateway.faults.RawCaller;
import io.sluice.simulator.Script;
import org.junit.jupiter.api.Test;

/** T31: text of an answer never becomes an event, a header or an end mark of its own (F29 to F32 are with the faults). */
class T31_EventInjectionTest {

    @Test
    void anEndMarkWithinATextIsText() throws Exception {
        String evil = "a\\n\\ndata: [DONE]\\n\\ndata: {\\\"error\\\":1}\\r\\rdata: x";
        try (Lane lane = Lane.open()) {
            RawCaller.Answer answer =
                    lane.streamed(Script.sse(Lane.event(evil), Lane.event("after"), Lane.finish(), "[DONE]"));

            assertThat(answer.body()).contains(evil).contains("\"after\"").endsWith("data: [DONE]\n\n");
            assertThat(answer.body().split("\n\n")).hasSize(4);
            assertThat(lane.row(answer).ending().errorCode()).isNull();
        }
    }

    @Test
    void whatAProviderSaysInAFaultIsTextInOurError() throws Exception {
        try (Lane lane = Lane.open()) {
            RawCaller.Answer answer = lane.streamed(Script.sse(Lane.event("a"), "{\"x\":\u0001 data: [DONE]"));

            String last = answer.body()
                    .substring(answer.body().lastIndexOf("\n\n", answer.body().length() - 3) + 2);
            assertThat(last).startsWith("data: {\"error\"");
            assertThat(last.indexOf('\n')).isEqualTo(last.length() - 2);
        }
    }
}
