package io.sluice.gateway.routes;

import io.sluice.gateway.app.SluiceUnderTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Callers who come at their own pace, whether or not those before them have been answered. */
final class OpenLoop implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SluiceUnderTest sluice;
    private final String body;
    private final long pause;

    /**
     * A call.
     *
     * @param status 0 where there was no answer at all
     * @param servedBy the target; empty where nobody answered
     * @param millis from when it should have been sent
     */
    record Called(int status, String servedBy, double millis) {
        boolean answered() {
            return status == 200;
        }
    }

    OpenLoop(SluiceUnderTest sluice, String model, int perSecond) {
        this.sluice = sluice;
        this.body = SluiceUnderTest.chatBody(model, "hi", "");
        this.pause = 1_000_000_000L / perSecond;
    }

    /** So many calls, one after another, and what came of them. */
    List<Called> call(int count) {
        List<CompletableFuture<Called>> calls = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * pause;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            HttpRequest request = sluice.request("/v1/chat/completions")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            calls.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                    .handle((answer, failure) -> called(answer, due)));
        }
        return calls.stream().map(CompletableFuture::join).toList();
    }

    private static Called called(HttpResponse<String> answer, long due) {
        double millis = (System.nanoTime() - due) / 1e6;
        return answer == null
                ? new Called(0, "", millis)
                : new Called(
                        answer.statusCode(),
                        answer.headers().firstValue("x-sluice-served-by").orElse(""),
                        millis);
    }

    /** Within how many milliseconds 95 of 100 were answered. */
    static double p95(List<Called> calls) {
        double[] millis = calls.stream().mapToDouble(Called::millis).sorted().toArray();
        return millis[(int) (millis.length * 0.95)];
    }

    @Override
    public void close() {
        client.close();
    }
}
