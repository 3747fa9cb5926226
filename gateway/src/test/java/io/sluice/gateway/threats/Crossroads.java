package io.sluice.gateway.threats;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A gateway before a provider of each dialect, and callers of all of them. */
final class Crossroads implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Speaker, SluiceUnderTest> gateways = new EnumMap<>(Speaker.class);

    /** All providers in one. */
    final Simulator provider = Simulator.start();

    Crossroads() throws Exception {
        for (Speaker speaker : Speaker.values()) {
            gateways.put(speaker, SluiceUnderTest.of(speaker.provider(provider.url())));
        }
    }

    /** Every caller with every provider. */
    static Stream<Arguments> pairs() {
        return Arrays.stream(Speaker.values())
                .flatMap(caller -> Arrays.stream(Speaker.values()).map(to -> Arguments.of(caller, to)));
    }

    /** The provider answers in that dialect from now on. */
    void answers(Script script) {
        provider.answer(script);
    }

    /** The gateway before a provider of that dialect. */
    SluiceUnderTest gateway(Speaker to) {
        return Objects.requireNonNull(gateways.get(to));
    }

    /** What a caller asks, to be completed: everything but the body. */
    HttpRequest.Builder request(Speaker caller, Speaker to, boolean stream) {
        return gateway(to).request(stream ? caller.streamPath : caller.path);
    }

    /** The answer to a body of that caller. */
    HttpResponse<byte[]> post(Speaker caller, Speaker to, boolean stream, byte[] body) throws Exception {
        return send(request(caller, to, stream).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** The answer to a request. */
    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() throws Exception {
        for (SluiceUnderTest gateway : gateways.values()) {
            gateway.close();
        }
        provider.close();
    }
}
