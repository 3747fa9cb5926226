package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.auth.KeyWish;
import io.sluice.simulator.Simulator;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a newcomer copies from {@code examples/} works: every configuration loads, every line of every README runs. */
class ExamplesTest {
    private static final Pattern ASSIGNED = Pattern.compile("export (\\w+)=\\$\\((.*)\\)");
    private static final Pattern FILE = Pattern.compile("examples/[\\w./-]+");

    static Stream<Example> examples() throws Exception {
        return Example.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theConfigurationHasNoMistake(Example example) throws Exception {
        Configuration configuration = example.configuration();

        assertThat(configuration.providers()).isNotEmpty();
        assertThat(configuration.settings().models()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theReadmeNamesFilesThatAreThere(Example example) throws Exception {
        List<String> named = FILE.matcher(example.readme())
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(Files.exists(Path.of("..", file))).as(file).isTrue());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyLineOfTheReadmeRuns(Example example) throws Exception {
        try (Simulator provider = Simulator.start();
                SluiceUnderTest sluice = SluiceUnderTest.of(example.yamlBefore(provider))) {
            Session session = new Session(sluice, provider);
            for (Example.Line line : example.lines()) {
                session.run(line);
            }
            assertThat(session.answered).as("curl lines").isPositive();
        }
    }

    /** A terminal in which a README's lines are typed one after another. */
    private static final class Session {
        private final SluiceUnderTest sluice;
        private final Simulator provider;
        private final Map<String, String> variables = new HashMap<>();
        private int answered;

        Session(SluiceUnderTest sluice, Simulator provider) {
            this.sluice = sluice;
            this.provider = provider;
        }

        void run(Example.Line line) throws Exception {
            Matcher assigned = ASSIGNED.matcher(line.text());
            if (assigned.matches()) {
                variables.put(assigned.group(1), makeKey(words(assigned.group(2))));
                return;
            }
            List<String> words = words(line.text());
            switch (words.getFirst()) {
                case "export" -> assertThat(words.subList(1, words.size())).allMatch(word -> word.endsWith("=..."));
                case "./sluice" -> sluice(words);
                case "curl" -> curl(words.subList(1, words.size()), line);
                default -> throw new AssertionError("a line this test cannot run: " + line.text());
            }
        }

        private List<String> words(String text) {
            return ShellWords.of(text, variables);
        }

        private void sluice(List<String> words) throws Exception {
            if (words.subList(1, 3).equals(List.of("key", "revoke"))) {
                sluice.revoke(words.get(3));
                return;
            }
            Command command = Command.beginning(words.subList(1, words.size()));
            assertThat(command).isEqualTo(Command.START);
            Arguments.of(Command.START, words.subList(2, words.size()));
        }

        private String makeKey(List<String> words) throws Exception {
            assertThat(words.subList(0, 3)).containsExactly("./sluice", "key", "create");
            Arguments arguments = Arguments.of(Command.KEY_CREATE, words.subList(3, words.size()));
            String models = arguments.value("models");
            return sluice.makeKey(
                    new KeyWish(arguments.required("name"), models == null ? null : List.of(models.split(",")), null));
        }

        /** What calls lead to; that the gateway reads a provider's list of models is no doing of a caller's. */
        private long calls() {
            return provider.requests().stream()
                    .filter(request -> request.method().equals("POST"))
                    .count();
        }

        private void curl(List<String> words, Example.Line line) throws Exception {
            long before = calls();
            HttpResponse<String> answer = sluice.send(CurlLine.request(
                    words, Map.of("http://127.0.0.1:4000", sluice.url().toString())));
            answered++;
            assertThat(answer.statusCode())
                    .as(line.text() + "\n" + answer.body())
                    .isEqualTo(line.status());
            boolean called = line.status() == 200 && !line.text().contains("/models ");
            assertThat(calls() - before).isEqualTo(called ? 1 : 0);
            if (line.text().contains("\"stream\": true")) {
                assertThat(answer.body()).endsWith("data: [DONE]\n\n");
            }
        }
    }
}
