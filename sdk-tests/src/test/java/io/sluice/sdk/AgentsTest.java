package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.ReceivedRequest;
import io.sluice.simulator.Script;
import io.sluice.simulator.Simulator;
import io.sluice.simulator.ToolCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients and agents of Node complete a task that needs a tool, through Sluice, with providers of every dialect. */
@Tag("agents")
class AgentsTest {
    private static final String NOTE = "the note says swordfish";
    private static final int PATIENCE_SECONDS = 120;

    private static Simulator provider;
    private static GatewayProcess gateway;
    private static NodeProject project;
    private static String key;

    /** A client library, by the program that uses it, and whether it can bring back what was thought. */
    enum Client {
        OPENAI_CHAT("gpt-5", true, "openai-chat.mjs"),
        OPENAI_RUN_TOOLS("gpt-5", false, "openai-run-tools.mjs"),
        OPENAI_RESPONSES("gpt-5", true, "openai-responses.mjs"),
        ANTHROPIC("claude-sonnet-4-5", true, "anthropic.mjs"),
        GENAI("gemini-2.5-pro", true, "genai.mjs"),
        AI_OPENAI_CHAT("gpt-5", false, "ai.mjs", "openai-chat"),
        AI_OPENAI_RESPONSES("gpt-5", true, "ai.mjs", "openai-responses"),
        AI_ANTHROPIC("claude-sonnet-4-5", true, "ai.mjs", "anthropic"),
        AI_GOOGLE("gemini-2.5-pro", true, "ai.mjs", "google");

        private final String model;
        private final boolean bringsBackThoughts;
        private final List<String> program;

        Client(String model, boolean bringsBackThoughts, String... program) {
            this.model = model;
            this.bringsBackThoughts = bringsBackThoughts;
            this.program = List.of(program);
        }

        /** What it makes of a tool's result that is text. */
        private String result() {
            return this == AI_GOOGLE ? "{\"name\":\"weather\",\"content\":\"sunny\"}" : "sunny";
        }
    }

    @BeforeAll
    static void start() throws Exception {
        provider = Simulator.start();
        String providers = Arrays.stream(Upstream.values())
                .map(upstream -> upstream.provider(provider.url()))
                .collect(Collectors.joining());
        String models = Stream.of("gpt-5", "claude-sonnet-4-5", "gemini-2.5-pro")
                .flatMap(model -> Arrays.stream(Upstream.values())
                        .map(upstream -> "  %s: %s%n".formatted(named(model, upstream), upstream.model())))
                .collect(Collectors.joining());
        gateway = GatewayProcess.start(
                Files.createTempDirectory("sluice-agents"), "providers:\n" + providers + "models:\n" + models);
        key = gateway.makeKey("agents");
        project = NodeProject.installed();
    }

    @AfterAll
    static void stop() throws Exception {
        provider.close();
        gateway.close();
    }

    @BeforeEach
    void forget() {
        provider.reset();
    }

    /** The name its own SDK would call a model by, so that it treats it as one of its own. */
    private static String named(String model, Upstream upstream) {
        return model + "-" + upstream.name().toLowerCase(Locale.ROOT);
    }

    static Stream<Arguments> clients() {
        return Arrays.stream(Client.values())
                .flatMap(client -> Arrays.stream(Upstream.values()).map(upstream -> Arguments.of(client, upstream)));
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("clients")
    void aLibraryRunsTheToolAndHearsTheAnswer(Client client, Upstream upstream) throws Exception {
        provider.next(upstream.callsInPieces(), upstream.saysInPieces());
        List<String> command =
                Stream.concat(Stream.of("node"), client.program.stream()).toList();

        NodeProject.Ran ran = project.run(command, environment(client.model, upstream), PATIENCE_SECONDS);

        told(client.name(), upstream, ran);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out().lines()).as(ran.toString()).containsExactly("weather(Paris, 3)", "hello there");
        Ask.received(provider);
        ReceivedRequest second = Ask.received(provider);
        if (client.bringsBackThoughts) {
            ToolLoop.assertThatItCameBack(upstream, second.json(), client.result());
        } else {
            assertThat(second.body().text()).contains("sunny");
        }
    }

    @ParameterizedTest
    @EnumSource
    void claudeCodeReadsAFile(Upstream upstream) throws Exception {
        Path folder = withNote();
        answer(upstream, new ToolCall("Read", "{\"file_path\":\"" + folder.resolve("note.txt") + "\"}"));

        NodeProject.Ran ran = project.run(
                folder,
                List.of(NodeProject.command("claude"), "-p", "What does note.txt say?", "--allowedTools", "Read"),
                Map.of(
                        "HOME", folder.toString(),
                        "ANTHROPIC_BASE_URL", gateway.url(),
                        "ANTHROPIC_API_KEY", key,
                        "ANTHROPIC_MODEL", named("claude-sonnet-4-5", upstream),
                        "ANTHROPIC_DEFAULT_HAIKU_MODEL", named("claude-sonnet-4-5", upstream),
                        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                        "DISABLE_AUTOUPDATER", "1"),
                PATIENCE_SECONDS);

        assertThatTheNoteCameBack("Claude Code", upstream, ran);
    }

    @ParameterizedTest
    @EnumSource
    void codexRunsACommand(Upstream upstream) throws Exception {
        Path folder = withNote();
        answer(upstream, new ToolCall("exec_command", "{\"cmd\":\"cat note.txt\"}"));
        Files.writeString(folder.resolve("config.toml"), """
                model = "%s"
                model_provider = "sluice"
                [model_providers.sluice]
                name = "Sluice"
                base_url = "%s/v1"
                env_key = "SLUICE_KEY"
                wire_api = "responses"
                request_max_retries = 0
                stream_max_retries = 0
                """.formatted(named("gpt-5", upstream), gateway.url()));

        NodeProject.Ran ran = project.run(
                folder,
                List.of(
                        NodeProject.command("codex"),
                        "exec",
                        "--skip-git-repo-check",
                        "--dangerously-bypass-approvals-and-sandbox",
                        "What does note.txt say?"),
                Map.of("HOME", folder.toString(), "CODEX_HOME", folder.toString(), "SLUICE_KEY", key),
                PATIENCE_SECONDS);

        assertThatTheNoteCameBack("Codex", upstream, ran);
    }

    private static Path withNote() throws IOException {
        Path folder = Files.createTempDirectory("agent");
        Files.writeString(folder.resolve("note.txt"), NOTE);
        return folder;
    }

    /** Calls the tool until its result has come; questions that offer no tool are answered at once. */
    private static void answer(Upstream upstream, ToolCall call) {
        provider.answer(Script.asked(request -> {
            String body = request.body().text();
            boolean asked = body.contains("\"" + call.name() + "\"") && !body.contains(NOTE);
            return asked ? upstream.calls(call, request) : upstream.says(request);
        }));
    }

    private static void assertThatTheNoteCameBack(String agent, Upstream upstream, NodeProject.Ran ran) {
        told(agent, upstream, ran);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(ran.out()).as(ran.toString()).contains("hello there");
        ReceivedRequest last = provider.requests().stream()
                .filter(request -> request.body().text().contains(NOTE))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the tool's result never reached the provider: " + ran));
        assertThat(last.body().text()).contains("What does note.txt say?");
    }

    private static Map<String, String> environment(String model, Upstream upstream) {
        return Map.of("SLUICE_URL", gateway.url(), "SLUICE_KEY", key, "SLUICE_MODEL", named(model, upstream));
    }

    private static void told(String client, Upstream upstream, NodeProject.Ran ran) {
        System.out.printf(
                "%-20s before %-10s exit %d: %s%n",
                client,
                upstream,
                ran.exit(),
                String.join(" | ", ran.out().lines().toList()));
    }
}
