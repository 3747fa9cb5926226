package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.faults.Lane;
import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** T10 and T12: nothing in a request chooses where it goes, and a credential goes to its own provider alone. */
class T10_CallersNeverChooseTheHostTest {
    static final List<String> ALIASES = List.of(
            "api_base",
            "apiBase",
            "base_url",
            "baseUrl",
            "baseURL",
            "url",
            "endpoint",
            "host",
            "custom_host",
            "customHost",
            "target",
            "target_url",
            "upstream",
            "proxy",
            "proxy_url",
            "azure_endpoint",
            "api_host",
            "organization_url",
            "user_config",
            "litellm_params",
            "model_list",
            "provider_url",
            "server_url",
            "callback_url",
            "webhook",
            "redirect",
            "forward_to",
            "destination",
            "openai_api_base",
            "vertex_location");
    static final List<String> HEADERS = List.of(
            "x-portkey-custom-host",
            "helicone-target-url",
            "x-forwarded-host",
            "x-original-url",
            "x-rewrite-url",
            "x-base-url",
            "x-target-url",
            "x-api-base",
            "openai-base-url",
            "x-upstream",
            "forwarded",
            "x-host",
            "x-litellm-api-base",
            "x-sluice-upstream",
            "x-sluice-provider",
            "proxy-authorization",
            "referer",
            "origin");

    @Test
    void nobodyCallsTheCanary() throws Exception {
        try (Simulator canary = Simulator.start();
                Lane lane = Lane.open()) {
            lane.provider.answer(Script.text("x"));
            for (String alias : ALIASES) {
                for (int depth = 0; depth < 4; depth++) {
                    String member = "\"" + alias + "\":\"" + canary.url() + "\"";
                    for (int i = 0; i < depth; i++) {
                        member = "\"extra_body\":{" + member + "}";
                    }
                    String query = "?" + alias + "=" + canary.url();
                    HttpResponse<String> answer = lane.sluice.post(
                            "/v1/chat/completions" + (depth == 0 ? query : ""),
                            SluiceUnderTest.chatBody("sim/gpt-test", "hi", "," + member));
                    assertThat(answer.statusCode()).as(member).isEqualTo(200);
                }
            }
            for (String header : HEADERS) {
                HttpRequest.Builder request = lane.sluice
                        .request("/v1/chat/completions")
                        .header(header, canary.url())
                        .POST(HttpRequest.BodyPublishers.ofString(SluiceUnderTest.chatBody("sim/gpt-test", "hi", "")));
                assertThat(lane.sluice.send(request).statusCode()).as(header).isEqualTo(200);
            }
            for (String model :
                    List.of(canary.url(), canary.url() + "/v1/gpt", "//127.0.0.1:" + canary.port() + "/x")) {
                assertThat(lane.sluice.chat(model, "hi").statusCode()).as(model).isEqualTo(404);
            }

            assertThat(canary.totalConnections()).isZero();
            assertThat(lane.provider.requests())
                    .extracting(ReceivedRequest::target)
                    .containsOnly("/v1/chat/completions");
        }
    }

    @Test
    void aCredentialGoesToItsOwnProviderAlone() throws Exception {
        try (Simulator one = Simulator.start();
                Simulator two = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of("providers:\n"
                        + "  one: { dialect: openai-chat, url: \"" + one.url() + "/v1\", key: sk-of-one }\n"
                        + "  two: { dialect: openai-chat, url: \"" + two.url() + "/v1\", key: sk-of-two }\n")) {
            one.answer(Script.status(307).header("location", two.url() + "/v1/chat/completions"));
            two.answer(Script.text("x"));

            assertThat(sluice.chat("one/m", "hi").statusCode()).isEqualTo(502);
            assertThat(two.totalConnections()).isZero();
            assertThat(sluice.chat("two/m", "hi").statusCode()).isEqualTo(200);

            assertThat(one.requests().toString()).contains("sk-of-one").doesNotContain("sk-of-two");
            assertThat(two.requests().toString()).contains("sk-of-two").doesNotContain("sk-of-one");
        }
    }
}
