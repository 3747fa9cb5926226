package io.sluice.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short ways to read and write chat in tests. */
final class Chat {
    static final Dialect DIALECT = new OpenAiChat();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Chat() {}

    static JsonNode tree(String json) {
        return JSON.readTree(json.replace('\'', '"'));
    }

    static JsonNode tree(byte[] json) {
        return JSON.readTree(json);
    }

    /** A request read; apostrophes stand for quotes. */
    static Understanding understood(String request) {
        Bytes body = Bytes.of(request.replace('\'', '"'));
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        scanner.feed(body);
        assertThat(scanner.end()).isNull();
        Reading reading = DIALECT.read(Asking.of(Operation.CHAT), scanner.outline(), body);
        assertThat(reading).isInstanceOf(Reading.Understood.class);
        return DIALECT.codec().readRequest(((Reading.Understood) reading).facts(), body);
    }

    static Conversation read(String request) {
        Understanding understanding = understood(request);
        assertThat(understanding).isInstanceOf(Understanding.Understood.class);
        return ((Understanding.Understood) understanding).conversation();
    }

    static ErrorFacts refused(String request) {
        Understanding understanding = understood(request);
        assertThat(understanding).isInstanceOf(Understanding.Refused.class);
        return ((Understanding.Refused) understanding).error();
    }

    /** A request with these messages and more fields, read. */
    static Conversation said(String messages, String more) {
        return read("{'model':'m','messages':[" + messages + "]" + (more.isEmpty() ? "" : "," + more) + "}");
    }

    static Outgoing sent(Conversation conversation, String... flags) {
        return DIALECT.codec().writeRequest(conversation, new Sending("m", null, Quirks.of(Arrays.asList(flags))));
    }

    static Outgoing sentTo(ModelFacts facts, Conversation conversation, String... flags) {
        Quirks quirks = Quirks.of(Arrays.asList(flags));
        return DIALECT.codec().writeRequest(conversation, new Sending("m", null, quirks, facts));
    }

    /** The request as written, read as a tree. */
    static JsonNode written(Conversation conversation, String... flags) {
        return tree(sent(conversation, flags).body());
    }

    static List<String> lost(Conversation conversation, String... flags) {
        return sent(conversation, flags).losses().stream().map(Loss::toString).toList();
    }

    static List<String> reasons(Outgoing outgoing) {
        return outgoing.losses().stream().map(Loss::reason).toList();
    }

    static Conversation of(Turn... turns) {
        return of(List.of(turns), Tools.NONE, Sampling.NONE, Reasoning.NONE, null);
    }

    static Conversation thinking(Reasoning reasoning) {
        return of(List.of(), Tools.NONE, Sampling.NONE, reasoning, null);
    }

    static Conversation of(
            List<Turn> turns, Tools tools, Sampling sampling, Reasoning reasoning, @Nullable OutputFormat format) {
        return new Conversation("m", false, false, turns, tools, sampling, reasoning, format, null, null, Extras.NONE);
    }

    static Turn user(Block... blocks) {
        return Turn.of(Role.USER, blocks);
    }

    static Turn assistant(Block... blocks) {
        return Turn.of(Role.ASSISTANT, blocks);
    }

    static ModelFacts traits(String... traits) {
        return new ModelFacts(null, Set.of(traits));
    }
}
