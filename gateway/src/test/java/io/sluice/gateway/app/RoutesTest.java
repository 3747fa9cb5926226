package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.call.FailureClass;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Target;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.route.ModelNames;
import io.sluice.gateway.route.tree.Move;
import io.sluice.gateway.route.tree.RouteNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How routes are read from the file, and what is said of those that are wrong. */
class RoutesTest {
    private static final String PROVIDERS =
            "providers: { openai: { key: k }, groq: { key: k }, box: { use: vllm, url: \"http://10.0.0.5:8000/v1\" } }\n";

    @TempDir
    Path folder;

    private Configuration read(String models) throws Exception {
        Files.writeString(folder.resolve("s.yaml"), PROVIDERS + "models:\n" + models);
        return new SettingsReader(Catalog.bundled(), Environment.of(Map.of()), folder)
                .read("s.yaml", Settings.Overrides.NONE);
    }

    private RouteNode route(String name, String models) throws Exception {
        if (read(models).models().resolve(name) instanceof ModelNames.Resolved.Public known) {
            return known.route().node();
        }
        throw new AssertionError(name + " is no public model");
    }

    private static Target target(RouteNode node) {
        return ((RouteNode.To) node).target();
    }

    @Test
    void theDesignsOwnExampleIsRead() throws Exception {
        String models = """
                  fast: openai/gpt-5-mini
                  chat:
                    first:
                      - groq/llama
                      - split: { openai/gpt-5: 90, box/llama-4: 10 }
                  cheap: { cheapest: [groq/llama-4, openai/gpt-5, box/llama-4] }
                  smart:
                    when:
                      - { if: "request.tokens > 100000", use: openai/gpt-5 }
                      - { if: "run.id != ''", use: fast }
                      - { use: chat }
                """;
        RouteNode.First chat = (RouteNode.First) route("chat", models);
        RouteNode.Split split = (RouteNode.Split) chat.nodes().get(1);
        RouteNode.When smart = (RouteNode.When) route("smart", models);

        assertThat(target(chat.nodes().getFirst())).hasToString("groq/llama");
        assertThat(split.shares()).extracting(RouteNode.Share::weight).containsExactly(90, 10);
        assertThat(((RouteNode.Best) route("cheap", models)).by()).isEqualTo(RouteNode.Measure.CHEAPEST);
        assertThat(smart.cases()).hasSize(3);
        assertThat(target(smart.cases().get(1).node())).hasToString("openai/gpt-5-mini");
        assertThat(smart.cases().get(2).node()).isEqualTo(chat);
    }

    @Test
    void optionsStandBesideTheRouteAtAnyNode() throws Exception {
        RouteNode node = route("m", """
                  m:
                    timeout: 30s
                    retries: 1
                    sticky: prefix
                    first:
                      - { use: openai/gpt-5, first-token: 5s, stall: 20s }
                      - fastest: [groq/llama, box/llama]
                """);
        RouteNode.Sticky sticky = (RouteNode.Sticky) node;
        RouteNode.First first = (RouteNode.First) sticky.node();

        assertThat(sticky.options().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(sticky.options().retries()).isEqualTo(1);
        assertThat(first.nodes().getFirst().options().firstToken()).isEqualTo(Duration.ofSeconds(5));
        assertThat(first.nodes().get(1)).isInstanceOf(RouteNode.Best.class);
    }

    @Test
    void whatFollowsAFailureIsSaidByItsClass() throws Exception {
        RouteNode node = route("m", """
                  big: openai/gpt-5
                  m:
                    first: [groq/llama, box/llama]
                    on: { context-too-long: big, rate-limit: stop, server: next }
                """);
        Map<FailureClass, Move> on = node.options().on();

        assertThat(on.get(FailureClass.RATE_LIMIT)).isEqualTo(new Move.Stop());
        assertThat(on.get(FailureClass.SERVER)).isEqualTo(new Move.Next());
        assertThat(on.get(FailureClass.CONTEXT_TOO_LONG))
                .isInstanceOfSatisfying(
                        Move.Divert.class,
                        divert -> assertThat(target(divert.to())).hasToString("openai/gpt-5"));
    }

    @Test
    void aListOfClassesIsAllThatMovesOn() throws Exception {
        Map<FailureClass, Move> on = route("m", "  m: { first: [groq/a, box/b], on: [connect, server] }\n")
                .options()
                .on();

        assertThat(on.get(FailureClass.CONNECT)).isEqualTo(new Move.Next());
        assertThat(on.get(FailureClass.RATE_LIMIT)).isEqualTo(new Move.Stop());
    }

    @Test
    void theStarOfANameFillsEveryStarOfItsRoute() throws Exception {
        RouteNode node = route("llama-4", "  llama-*: { first: [groq/meta-*, { split: { box/llama-*: 1 } }] }\n");
        RouteNode.First first = (RouteNode.First) node;

        assertThat(target(first.nodes().getFirst())).hasToString("groq/meta-4");
        assertThat(target(((RouteNode.Split) first.nodes().get(1))
                        .shares()
                        .getFirst()
                        .node()))
                .hasToString("box/llama-4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m: { timeout: 3s }                                            | says nowhere to go
            m: { use: groq/a, first: [groq/b] }                           | has use and first; keep one of them
            m: [groq/a, groq/b]                                           | is a list; say how it is gone through
            m: { first: [nowhere/a] }                                     | m.first[0]: "nowhere/a" names no provider
            m: { first: [a] }                                             | m.first[0]: "a" is no target
            m: { use: n }, n: { use: m }                                  | leads back to itself (m -> n -> m)
            m: { split: { groq/a: 0 } }                                   | has no part with a weight above 0
            m: { hedge: [groq/a] }                                        | name the one that is asked beside it too
            m: { use: groq/a, after: 1s }                                 | there is no `hedge` beside it
            m: { use: groq/a, on: { outage: next } }                      | "outage" is no class of failures; they are connect
            m: { use: groq/a, on: { server: nowhere/b } }                 | m.on.server: "nowhere/b" names no provider
            m: { when: [ { use: groq/a }, { if: "true", use: groq/b } ] } | no case after it can ever hold
            m: { use: groq/a, sticky: moon }                              | write run or user or prefix
            m: { use: groq/a, first-tokn: 3s }                            | did you mean "first-token"?
            m: { use: "groq/a-*" }                                        | has a star but the name has none
            m: { use: groq/a, mirror: { to: groq/b, share: 101 } }        | a percentage is from 1 to 100
            m: { use: groq/a, mirror: { to: groq/b, at-once: 0 } }        | let at least 1 run
            m: { use: groq/a, mirror: { to: nowhere/b } }                 | names no provider
            m: { use: groq/a, price: 3 }                                  | is planned, but this version does not read it
            m: { use: groq/a, defaults: { temprature: 1 } }               | m.defaults.temprature: is no setting that can have a default; did you mean "temperature"?
            m: { use: groq/a, defaults: { temperature: hot } }            | m.defaults.temperature: is no such value
            m: { use: groq/a, defaults: { max_tokens: many } }            | m.defaults.max_tokens: is no such value
            m: { use: groq/a, defaults: { n: 2 } }                        | m.defaults.n: is no setting that can have a default
            m: { use: groq/a, body: { model: b } }                        | m.body.model: is not for `body`
            m: { use: groq/a, body: { a: .inf } }                         | is a number that JSON does not have
            m: { use: groq/a, headers: { Authorization: b } }             | m.headers.Authorization: carries a credential
            m: { use: groq/a, headers: { Content-Length: 3 } }            | m.headers.Content-Length: is written by the gateway itself
            m: { use: groq/a, headers: { "a b": c } }                     | m.headers.a b: is no name of a header
            m: { use: groq/a, headers: { a: "\u00e9" } }                   | is no value of a header
            """)
    void aWrongRouteIsToldWhereItStands(String models, String told) {
        assertThatThrownBy(() -> read("  " + models.replace("}, n:", "}\n  n:") + "\n"))
                .hasMessageContaining("s.yaml:")
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            request.tokns > 5          | line 1, column 1: undeclared reference to 'request'
            request.tokens > 'five'    | found no matching overload for '_>_'
            request.tokens             | expected type 'bool' but found 'int'
            request.tokens > (         | line 1, column
            """)
    void aWrongConditionIsToldWithLineAndColumn(String condition, String told) {
        assertThatThrownBy(
                        () -> read("  m: { when: [ { if: \"" + condition + "\", use: groq/a }, { use: groq/b } ] }\n"))
                .hasMessageContaining("models.m.when[0].if")
                .hasMessageContaining(told)
                .hasMessageContaining("Known are request.model");
    }

    @Test
    void everyWayIsOneOfTheDocumentedKeys() throws Exception {
        List<String> ways = List.of("use", "first", "split", "fastest", "least-busy", "cheapest", "when", "hedge");
        Configuration configuration = read("""
                  use: { use: groq/a }
                  first: { first: [groq/a, groq/b] }
                  split: { split: [{ weight: 3, first: [groq/a, box/a] }, { weight: 1, use: groq/b }] }
                  fastest: { fastest: [groq/a, groq/b] }
                  least-busy: { least-busy: [groq/a, groq/b] }
                  cheapest: { cheapest: [groq/a, groq/b] }
                  when: { when: [{ use: groq/a }] }
                  hedge: { hedge: [groq/a, groq/b], after: p90 }
                """);

        assertThat(configuration.models().publicNames()).containsExactlyElementsOf(ways);
    }
}
