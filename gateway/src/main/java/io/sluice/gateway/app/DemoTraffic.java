package io.sluice.gateway.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Calls to a gateway on this machine: chat, whole and streamed, over the models of the demo; two a second. */
final class DemoTraffic implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final URI gateway;
    private final String key;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    DemoTraffic(InetSocketAddress gateway, String key) {
        this.gateway = URI.create("http://127.0.0.1:" + gateway.getPort());
        this.key = key;
    }

    /** Begins, on a thread of its own. */
    static DemoTraffic start(InetSocketAddress gateway, String key) {
        DemoTraffic traffic = new DemoTraffic(gateway, key);
        Thread.ofVirtual().name("demo-traffic").start(traffic::run);
        return traffic;
    }

    private void run() {
        try {
            for (int i = 0; !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS); i++) {
                String model = DemoProviders.MODELS.get(i % DemoProviders.MODELS.size());
                call("/v1/chat/completions", chat(model, i % 3 == 0));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** One call; whatever comes of it is in the record, so nothing is said here. */
    void call(String path, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve(path))
                .header("authorization", "Bearer " + key)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<Void> _ = client.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException cutOff) {
            // A demo of failing providers has answers that break off.
        }
    }

    static String chat(String model, boolean stream) {
        return "{\"model\":\"" + model + "\",\"stream\":" + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}";
    }

    @Override
    public void close() {
        closed.countDown();
        client.close();
    }
}
