package io.sluice.simulator;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One request as it came off the wire.
 *
 * @param number counts the requests of this simulator, from 1
 * @param connection counts its connections, from 1
 * @param nanos when its last byte was read, on the clock of {@link SimulatorOptions#nanos()}
 * @param method as sent
 * @param target as sent: path and query
 * @param headers in order, names in the case they were sent in
 * @param body without its framing; empty where bodies are not kept
 */
public record ReceivedRequest(
        long number, long connection, long nanos, String method, String target, List<Header> headers, Octets body) {

    public ReceivedRequest {
        headers = List.copyOf(headers);
    }

    /** The first header of that name, in whatever case. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.named(name))
                .map(Header::value)
                .findFirst();
    }

    /** The target up to the question mark. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** The body as JSON; a missing node where it is none. */
    public JsonNode json() {
        return Json.read(body).orElse(MissingNode.getInstance());
    }

    /** The {@code model} of a JSON body; empty where there is none. */
    public String model() {
        return json().path("model").asString("");
    }

    ReceivedRequest withoutBody() {
        return new ReceivedRequest(number, connection, nanos, method, target, headers, Octets.EMPTY);
    }
}
