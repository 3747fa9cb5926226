package io.sluice.gateway.state;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Function;

/** A gateway with a simulated provider and two keys, "mine" and "theirs": as good as two tenants. */
final class TwoKeys implements AutoCloseable {
    static final String RESPONSES = "/v1/responses";

    final Simulator simulator = Simulator.start();
    private final String theirs;
    private SluiceUnderTest sluice;

    private TwoKeys(Function<String, String> yaml) throws Exception {
        sluice = SluiceUnderTest.of(yaml.apply(simulator.url()));
        theirs = sluice.makeKey(new KeyWish("theirs", null, null));
    }

    /** Over a configuration that is made of the simulator's address. */
    static TwoKeys of(Function<String, String> yaml) throws Exception {
        return new TwoKeys(yaml);
    }

    /** With one provider {@code sim} of that dialect; {@code more} are further keys of its line. */
    static TwoKeys before(String dialect, String more) throws Exception {
        return of(url -> provider("sim", dialect, url, more));
    }

    static String provider(String name, String dialect, String url, String more) {
        return "providers:\n" + line(name, dialect, url, more);
    }

    static String line(String name, String dialect, String url, String more) {
        String base = dialect.equals("gemini") ? "/v1beta" : "/v1";
        return "  " + name + ": { dialect: " + dialect + ", url: \"" + url + base + "\"" + more + " }\n";
    }

    SluiceUnderTest sluice() {
        return sluice;
    }

    /** The same folder under another process's eyes. */
    void restart(Function<String, String> yaml) throws Exception {
        sluice = sluice.restarted(yaml.apply(simulator.url()));
    }

    HttpResponse<String> mine(String path, String body) throws Exception {
        return sluice.post(path, body);
    }

    HttpResponse<String> mineAt(String method, String path) throws Exception {
        return sluice.send(sluice.request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> theirs(String path, String body) throws Exception {
        return sluice.send(sluice.request(path)
                .setHeader("authorization", "Bearer " + theirs)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> theirsAt(String method, String path) throws Exception {
        return sluice.send(sluice.request(path)
                .setHeader("authorization", "Bearer " + theirs)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /** A provider's answer of that id, with one item and one container in it. */
    static String response(String id) {
        return "{\"id\":\"" + id
                + "\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"m\","
                + "\"output\":[{\"id\":\"ci_" + id + "\",\"type\":\"code_interpreter_call\",\"status\":\"completed\","
                + "\"container_id\":\"cntr_" + id + "\",\"code\":\"1\",\"outputs\":null},{\"id\":\"msg_" + id
                + "\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[{\"type\":"
                + "\"output_text\",\"text\":\"hello\",\"annotations\":[]}]}],\"conversation\":{\"id\":\"conv_" + id
                + "\"},\"usage\":{\"input_tokens\":11,\"output_tokens\":7,\"total_tokens\":18}}";
    }

    /** The same as the events of a stream. */
    static Script streamed(String id) {
        String begun = response(id).replace("\"completed\",\"model\"", "\"in_progress\",\"model\"");
        String open = begun.substring(0, begun.indexOf("\"output\"")) + "\"output\":[]}";
        return Script.sseRaw(
                Octets.of(event("response.created", 0, open) + event("response.completed", 1, response(id))));
    }

    private static String event(String type, int number, String response) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + ",\"response\":"
                + response + "}\n\n";
    }

    /** A request for a response, with further members. */
    static String ask(String more) {
        return "{\"model\":\"sim/m\",\"input\":\"hi\"" + more + "}";
    }

    @Override
    public void close() throws Exception {
        sluice.close();
        simulator.close();
    }
}
