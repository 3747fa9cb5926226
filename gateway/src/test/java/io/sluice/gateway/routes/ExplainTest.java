package io.sluice.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.app.SluiceUnderTest;
import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the admin plane says of where a request would go is what becomes of it, and asking calls nobody. */
class ExplainTest {
    private static final String MODELS = """
            models:
              m: { first: [one/a, { use: two/b, retries: 2, timeout: 5s, first-token: 700ms, continue: true }], on: { context-too-long: one/long }, defaults: { temperature: 0 }, headers: { x-team: secret-team } }
              drawn: { split: { one/a: 1, two/b: 1 } }
              cased:
                when:
                  - { if: "request.tokens > 1000", use: one/large }
                  - { if: "request.text.contains('hello')", use: two/polite }
                  - { use: one/a }
              picky: { when: [ { if: "run.id == 'r1'", use: one/run } ] }
              "star-*": one/*
              lasting: { use: two/b, loss: reject, answer-model: served }
              beside: { hedge: [one/a, two/b], after: 300ms }
              copied: { use: one/a, mirror: { to: two/copy } }
              priced: paid/gpt-5
              vectors: { first: [deaf/x, one/e] }
            """;

    private Simulator one;
    private Simulator two;
    private SluiceUnderTest sluice;

    @BeforeEach
    void start() throws Exception {
        one = Simulator.start().answer(Script.text("one"));
        two = Simulator.start().answer(Script.text("two"));
        sluice = SluiceUnderTest.of("providers:\n  one: { dialect: openai-chat, url: \"" + one.url()
                + "/v1\", key: [a1, a2] }\n  two: { dialect: openai-chat, url: \"" + two.url()
                + "/v1\", key: b }\n  paid: { use: openai, url: \"" + two.url() + "/v1\", key: c }\n"
                + "  deaf: { dialect: anthropic, url: \"" + two.url() + "/v1\", key: d }\n" + MODELS);
    }

    @AfterEach
    void stop() throws Exception {
        sluice.close();
        one.close();
        two.close();
    }

    private static String asking(String model, String text, String more) {
        return "{\"request\":" + SluiceUnderTest.chatBody(model, text, "") + more + "}";
    }

    private JsonNode explained(String body) throws Exception {
        HttpResponse<String> answer = sluice.admin("POST", "/admin/v1/route/explain", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> targets(JsonNode explained, String of) {
        return explained
                .get(of)
                .valueStream()
                .map(leg -> leg.get("target").asString())
                .toList();
    }

    @Test
    void thePlanIsToldTargetByTargetAndNobodyIsCalled() throws Exception {
        JsonNode told = explained(asking("m", "hi", ",\"seed\":1"));

        assertThat(told.get("model").asString()).isEqualTo("m");
        assertThat(told.at("/resolved/name").asString()).isEqualTo("m");
        assertThat(told.at("/resolved/as").asString()).isEqualTo("public");
        assertThat(told.get("estimated_tokens").asLong()).isPositive();
        assertThat(targets(told, "plan")).containsExactly("one/a", "one/a", "two/b");
        assertThat(told.at("/plan/0/credential").asString())
                .isNotEmpty()
                .isNotEqualTo(told.at("/plan/1/credential").asString());
        assertThat(told.at("/plan/0/why").asString()).contains("`first`, place 1");
        JsonNode last = told.at("/plan/2");
        assertThat(last.at("/terms/retries").asInt()).isEqualTo(2);
        assertThat(last.at("/terms/timeouts_ms/0").asInt()).isEqualTo(5_000);
        assertThat(last.at("/terms/first_token_ms").asInt()).isEqualTo(700);
        assertThat(last.at("/terms/on/context-too-long/0").asString()).isEqualTo("one/long");
        assertThat(last.at("/terms/continue").asBoolean()).isTrue();
        assertThat(last.at("/terms/defaults/0").asString()).isEqualTo("temperature");
        assertThat(last.at("/terms/headers/0").asString()).isEqualTo("x-team");
        assertThat(last.at("/health/resting").isNull()).isTrue();
        assertThat(last.at("/health/in_flight").asInt()).isZero();
        assertThat(targets(told, "left_out")).containsExactly("one/long");
        assertThat(told.at("/left_out/0/why").asString()).contains("after a failure");
        assertThat(told.toString()).doesNotContain("secret-team", "\"a1\"", "\"a2\"", "\"b\"");
        assertThat(one.requestCount() + two.requestCount()).isZero();
    }

    @Test
    void whatRestsIsPutLastAsCallsFindIt() throws Exception {
        one.answer(Script.json(401, "{\"error\":{\"message\":\"no\"}}"));
        HttpResponse<String> answer = sluice.chat("m", "hi");
        sluice.call(answer);

        JsonNode told = explained(asking("m", "hi", ""));

        assertThat(targets(told, "plan")).containsExactly("two/b", "one/a", "one/a");
        assertThat(told.at("/plan/1/why").asString()).contains("put last: limited by its provider (auth)");
        assertThat(told.at("/plan/1/health/rest_ms").asLong()).isPositive();
        assertThat(told.at("/plan/0/health/resting").isNull()).isTrue();
    }

    @Test
    void aSeedGivesTheSamePlanAgainAndOthersGiveOthers() throws Exception {
        String first = explained(asking("drawn", "hi", ",\"seed\":5")).toString();
        assertThat(explained(asking("drawn", "hi", ",\"seed\":5")).toString()).isEqualTo(first);

        Set<String> heads = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            heads.add(targets(explained(asking("drawn", "hi", ",\"seed\":" + seed)), "plan")
                    .getFirst());
        }
        assertThat(heads).containsExactlyInAnyOrder("one/a", "two/b");
    }

    @Test
    void aSeedOfItsOwnIsToldSoThatThePlanCanBeHadAgain() throws Exception {
        JsonNode told = explained(asking("drawn", "hi", ""));

        assertThat(explained(
                        asking("drawn", "hi", ",\"seed\":" + told.get("seed").asLong())))
                .isEqualTo(told);
    }

    @Test
    void conditionsSeeWhatTheySeeOfCalls() throws Exception {
        JsonNode polite = explained(asking("cased", "oh hello", ""));
        JsonNode large = explained(asking("cased", "words ".repeat(2_000), ""));
        JsonNode other = explained(asking("cased", "hi", ""));

        assertThat(targets(polite, "plan")).containsExactly("two/polite");
        assertThat(polite.at("/plan/0/why").asString()).isEqualTo("case 2 of `when`");
        assertThat(polite.get("left_out").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"target\":\"one/large\",\"why\":\"case 1 of `when` does not hold: request.tokens > 1000\"}",
                        "{\"target\":\"one/a\",\"why\":\"an earlier case of `when` holds\"}");
        assertThat(targets(large, "plan")).containsOnly("one/large");
        assertThat(targets(other, "plan")).containsOnly("one/a");
    }

    @Test
    void headersOfTheRequestCount() throws Exception {
        JsonNode with = explained(asking("picky", "hi", ",\"headers\":{\"X-Sluice-Run-Id\":\"r1\"}"));
        JsonNode without = explained(asking("picky", "hi", ""));

        assertThat(targets(with, "plan")).containsOnly("one/run");
        assertThat(without.at("/refused/code").asString()).isEqualTo("no_route");
        assertThat(without.get("plan")).isEmpty();
        assertThat(targets(without, "left_out")).containsExactly("one/run");
    }

    @ParameterizedTest
    @CsvSource({
        "star-9,    star-*,   wildcard,       one/9,  warn,   asked",
        "two/other, two/other, provider/model, two/other, warn, asked",
        "lasting,   lasting,  public,         two/b,  reject, served",
    })
    void aNameIsToldAsWhatItWasFound(
            String asked, String name, String as, String target, String loss, String answerModel) throws Exception {
        JsonNode told = explained(asking(asked, "hi", ""));

        assertThat(told.get("resolved").toString())
                .isEqualTo("{\"name\":\"" + name + "\",\"as\":\"" + as + "\",\"answer_model\":\"" + answerModel
                        + "\",\"loss\":\"" + loss + "\"}");
        assertThat(targets(told, "plan")).containsOnly(target);
    }

    @Test
    void aModelThatIsNoneIsToldAsCallersAreTold() throws Exception {
        JsonNode told = explained(asking("lastin", "hi", ""));

        assertThat(told.at("/refused/status").asInt()).isEqualTo(404);
        assertThat(told.at("/refused/message").asString()).contains("did you mean lasting");
        assertThat(told.has("plan")).isFalse();
    }

    @Test
    void aKeyMayAskForWhatItMayCall() throws Exception {
        sluice.makeKey(new KeyWish("narrow", List.of("drawn"), null));

        assertThat(explained(asking("m", "hi", ",\"key\":\"narrow\""))
                        .at("/refused/code")
                        .asString())
                .isEqualTo("model_not_allowed");
        JsonNode allowed = explained(asking("drawn", "hi", ",\"key\":\"narrow\""));
        assertThat(allowed.get("key").asString()).isEqualTo("narrow");
        assertThat(allowed.get("plan")).hasSize(3);
    }

    @Test
    void whatTheCatalogKnowsOfThePriceIsShown() throws Exception {
        JsonNode leg = explained(asking("priced", "hi", "")).at("/plan/0");

        assertThat(leg.at("/price/per_million_tokens/input").asString()).matches("[0-9.]+");
        assertThat(leg.get("compared_usd").asString()).matches("[0-9.]+");
        assertThat(explained(asking("lasting", "hi", "")).at("/plan/0").has("price"))
                .isFalse();
    }

    @Test
    void whatIsSentBesideAnotherIsTold() throws Exception {
        JsonNode plan = explained(asking("beside", "hi", ",\"seed\":1")).get("plan");

        assertThat(plan.valueStream().map(leg -> leg.at("/hedge/after_ms").asInt()))
                .containsOnly(300);
    }

    @Test
    void whereACopyGoesIsToldAndIsNoPartOfThePlan() throws Exception {
        JsonNode told = explained(asking("copied", "hi", ""));

        assertThat(targets(told, "plan")).containsOnly("one/a");
        assertThat(targets(told, "mirrors")).containsExactly("two/copy");
        assertThat(told.get("left_out")).isEmpty();
    }

    @Test
    void aTargetThatDoesNotOfferWhatIsAskedIsLeftOut() throws Exception {
        JsonNode told = explained("{\"operation\":\"embed\",\"request\":{\"model\":\"vectors\",\"input\":\"x\"}}");

        assertThat(told.get("operation").asString()).isEqualTo("embed");
        assertThat(targets(told, "plan")).containsOnly("one/e");
        assertThat(told.at("/left_out/0/why").asString()).contains("does not offer embed requests");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "anthropic;        {\"model\":\"m\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}; ''",
                "openai-responses; {\"model\":\"m\",\"input\":\"hi\"};                                       ''",
                "openai-responses; {\"model\":\"other\",\"input\":\"hi\"};                                   ,\"model\":\"m\"",
                "gemini;           {\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]};                         ,\"model\":\"m\"",
                "bedrock;          {\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]};     ,\"model\":\"m\"",
            })
    void requestsOfEveryDialectAreRead(String dialect, String request, String more) throws Exception {
        JsonNode told = explained("{\"dialect\":\"" + dialect + "\",\"request\":" + request + more + "}");

        assertThat(told.get("dialect").asString()).isEqualTo(dialect);
        assertThat(targets(told, "plan")).containsExactly("one/a", "one/a", "two/b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{};                                                            request",
                "{\"request\":{}};                                              request.model",
                "{\"request\":{\"model\":\"m\"},\"dialect\":\"openai\"};        dialect",
                "{\"request\":{\"model\":\"m\"},\"operation\":\"chatt\"};       operation",
                "{\"request\":{},\"dialect\":\"gemini\"};                       model",
                "{\"request\":{\"model\":\"m\"},\"key\":\"nobody\"};            key",
                "{\"request\":{\"model\":\"m\"},\"seed\":-1};                   seed",
                "{\"request\":{\"model\":\"m\"},\"headrs\":{}};                 headrs",
            })
    void aWrongQuestionIsRefusedByName(String body, String param) throws Exception {
        HttpResponse<String> answer = sluice.admin("POST", "/admin/v1/route/explain", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"param\":\"" + param + "\"");
    }

    @Test
    void theCommandShowsThePlanAsATable() throws Exception {
        one.answer(Script.json(401, "{\"error\":{\"message\":\"no\"}}"));
        sluice.call(sluice.chat("m", "hi"));

        String shown = sluice.command("explain", "m", "--seed", "1");

        assertThat(shown)
                .startsWith("0\n")
                .containsPattern("1 +two/b +[0-9a-f]{8} +in the order of `first`, place 2")
                .containsPattern("2 +one/a +[0-9a-f]{8} +.*put last: limited by its provider \\(auth\\)")
                .containsPattern("- +one/long +only asked after a failure")
                .contains("m: public m, seed 1");
    }

    @Test
    void theCommandAsksForWhatItIsTold() throws Exception {
        sluice.makeKey(new KeyWish("narrow", List.of("drawn"), null));

        assertThat(sluice.command("explain", "cased", "--prompt", "oh hello")).containsPattern("1 +two/polite");
        assertThat(sluice.command("explain", "picky", "--run", "r1")).containsPattern("1 +one/run");
        assertThat(sluice.command("explain", "m", "--key", "narrow"))
                .contains("A call would be refused with 403 model_not_allowed");
        assertThat(sluice.command("explain", "m", "--key", "nobody"))
                .startsWith("64\n")
                .contains("\"nobody\"");
        assertThat(sluice.command("explain", "m", "--seed", "x")).startsWith("64\n");
        assertThat(sluice.command("explain", "copied")).containsPattern("\\+ +two/copy");
        assertThat(JsonMapper.shared()
                        .readTree(sluice.command("explain", "m", "--json")
                                .lines()
                                .toList()
                                .get(1))
                        .get("plan"))
                .hasSize(3);
    }

    @Test
    void aVirtualKeyMayNotAsk() throws Exception {
        HttpResponse<String> answer =
                sluice.send(HttpRequest.newBuilder(sluice.adminUrl().resolve("/admin/v1/route/explain"))
                        .header("authorization", "Bearer " + sluice.key())
                        .POST(HttpRequest.BodyPublishers.ofString(asking("m", "hi", ""))));

        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
