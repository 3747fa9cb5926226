package io.sluice.gateway.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A gateway with one provider whose clocks are short, and callers who look closely. */
public final class Lane implements AutoCloseable {
    /** Clocks that run out while one waits, for the configuration of a provider. */
    public static final String SHORT =
            "timeouts: { connect: 500ms, tls: 500ms, first-event: 600ms, answer: 900ms, stall: 600ms, total: 2s }";

    /** The provider. */
    public final Simulator provider;

    /** The gateway. */
    public final SluiceUnderTest sluice;

    private Lane(Simulator provider, String options) throws Exception {
        this.provider = provider;
        this.sluice = SluiceUnderTest.of("providers:\n  sim: { dialect: openai-chat, url: \"" + provider.url()
                + "/v1\", key: sk-provider" + options + " }\nmodels: { fast: sim/gpt-test }\n");
    }

    /** A lane with the usual clocks. */
    public static Lane open() throws Exception {
        return new Lane(Simulator.start(), "");
    }

    /** A lane with short clocks. */
    public static Lane impatient() throws Exception {
        return new Lane(Simulator.start(), ", " + SHORT);
    }

    /** A chat answer to this script, read to its end. */
    public RawCaller.Answer chat(boolean stream, Script script) throws Exception {
        provider.answer(script);
        return chat(stream);
    }

    /** A chat answer. */
    public RawCaller.Answer chat(boolean stream) throws Exception {
        try (RawCaller caller = new RawCaller(sluice.port())) {
            return send(caller, stream).answer();
        }
    }

    /** A streamed chat answer to this script. */
    public RawCaller.Answer streamed(Script script) throws Exception {
        return chat(true, script);
    }

    /** A whole chat answer to this script. */
    public RawCaller.Answer plain(Script script) throws Exception {
        return chat(false, script);
    }

    /** Sends a chat call. */
    public RawCaller send(RawCaller caller, boolean stream) throws Exception {
        return caller.post(
                "/v1/chat/completions",
                sluice.key(),
                SluiceUnderTest.chatBody("sim/gpt-test", "hi", stream ? ",\"stream\":true" : ""));
    }

    /** The row of an answer's call. */
    public CallRow row(RawCaller.Answer answer) throws IOException {
        String id = answer.header("x-sluice-call-id");
        return sluice.awaitCall(row -> row.id().toString().equals(id));
    }

    /** Asserts that a failure was told by status and code, and that the record has it, of one attempt. */
    public AttemptRow refused(RawCaller.Answer answer, int status, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("[DONE]");
        assertThat(answer.whole()).isTrue();
        CallRow row = row(answer);
        assertThat(row.ending().status()).isEqualTo(status);
        assertThat(row.ending().errorCode()).isEqualTo(code);
        assertThat(row.ending().callerGone()).isFalse();
        assertThat(row.attempts()).hasSize(1);
        assertThat(row.attempts().getFirst().errorCode()).isEqualTo(code);
        return row.attempts().getFirst();
    }

    /** Asserts that a stream began and was then broken off by an error event that stands alone, and no end mark. */
    public CallRow broken(RawCaller.Answer answer, String code) throws IOException {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("[DONE]");
        String last = answer.body().substring(answer.body().lastIndexOf("data: "));
        assertThat(last)
                .startsWith("data: {\"error\":")
                .contains("\"code\":\"" + code + "\"")
                .endsWith("}\n\n");
        assertThat(answer.body().substring(0, answer.body().length() - last.length()))
                .endsWith("\n\n");
        CallRow row = row(answer);
        assertThat(row.ending().errorCode()).isEqualTo(code);
        assertThat(row.ending().errorClass()).isEqualTo("broken");
        assertThat(row.attempts()).hasSize(1);
        return row;
    }

    /** Waits until no call runs, no byte is held, and the gateway has no other connection than the provider knows of. */
    public void nothingLeftOpen() {
        await(() -> provider.running() == 0, "the provider still answers");
        await(() -> gauge("sluice_calls_in_flight") == 0, "a call is still in flight");
        await(() -> gauge("sluice_held_bytes") == 0, "bytes are still held");
    }

    /** A gauge of the gateway's metrics. */
    public double gauge(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** The gateway's metrics as text. */
    public String metrics() {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(sluice.adminUrl().resolve("/metrics"))
                                    .header("authorization", "Bearer admin-key")
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Waits until this is so. */
    public static void await(BooleanSupplier condition, String otherwise) {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise);
            }
            LockSupport.parkNanos(3_000_000);
        }
    }

    /** A stream's event with this text. */
    public static String event(String text) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"sim/gpt-test\",\"choices\":"
                + "[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}";
    }

    /** A stream's event with a finish reason. */
    public static String finish() {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"sim/gpt-test\",\"choices\":"
                + "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    }

    @Override
    public void close() throws Exception {
        sluice.close();
        provider.close();
    }
}
