package io.sluice.dialects.anthropic;

import io.sluice.dialects.Asked;
import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conversations for tests, with what each is about and nothing else, and what becomes of them. */
final class Asks {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final AnthropicMessages DIALECT = new AnthropicMessages();
    static final Set<String> ADAPTIVE =
            Set.of("adaptive_thinking", "no_sampling_params", "json_schema", "effort=low/medium/high/xhigh/max");
    static final Set<String> BUDGET = Set.of("reasoning", "json_schema", "budget=1024..");
    static final Set<String> OLD = Set.of("tools", "vision");

    List<Turn> turns = List.of(Turn.of(Role.USER, Block.Text.of("hi")));
    Tools tools = Tools.NONE;
    Sampling sampling = Sampling.NONE;
    Reasoning reasoning = Reasoning.NONE;

    @Nullable
    OutputFormat format;

    Extras extras = Extras.NONE;

    @Nullable
    String metadata;

    @Nullable
    Long cap;

    ModelFacts facts = ModelFacts.UNKNOWN;

    static Asks of(Turn... turns) {
        Asks asks = new Asks();
        asks.turns = List.of(turns);
        return asks;
    }

    Asks to(Set<String> traits) {
        facts = new ModelFacts(facts.outputLimit(), traits);
        return this;
    }

    Conversation conversation() {
        return new Conversation(
                "claude", false, true, turns, tools, sampling, reasoning, format, null, metadata, extras);
    }

    Written written() {
        Outgoing outgoing =
                DIALECT.codec().writeRequest(conversation(), new Sending("claude", cap, Quirks.NONE, facts));
        return new Written(JSON.readTree(outgoing.body()), outgoing.losses());
    }

    /** A request as it goes out, and what of the conversation it lacks. */
    record Written(JsonNode body, List<Loss> losses) {
        String at(String pointer) {
            return body.at(pointer).toString();
        }
    }

    static Sampling cap(long maxOutput) {
        return new Sampling(maxOutput, null, null, null, null, null, null, null, List.of(), null, null);
    }

    static Asked asked(Tools tools, Losses losses) {
        Asks asks = new Asks();
        asks.tools = tools;
        return new Asked("01", 0, "the-model", asks.conversation(), losses);
    }

    static RequestFacts facts(String body) {
        return ((Reading.Understood) MessagesRequestTest.read(body, null)).facts();
    }

    static Conversation read(String body) {
        Understanding understanding = DIALECT.codec().readRequest(facts(body), Bytes.of(body));
        if (understanding instanceof Understanding.Understood(Conversation conversation)) {
            return conversation;
        }
        throw new AssertionError(understanding.toString());
    }

    static ErrorFacts refused(String body) {
        return ((Understanding.Refused) DIALECT.codec().readRequest(facts(body), Bytes.of(body))).error();
    }

    static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
