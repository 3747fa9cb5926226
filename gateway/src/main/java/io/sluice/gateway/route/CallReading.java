package io.sluice.gateway.route;

import io.sluice.dialects.OutputCap;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Turn;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.route.run.Runs;
import io.sluice.gateway.route.tree.CallFacts;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a route may look at, taken from a call. */
final class CallReading {
    /** English text has about four bytes a token; other scripts have more bytes and more tokens. */
    private static final int BYTES_PER_TOKEN = 4;

    private static final int PREFIX = 1024;
    private static final List<String> PROMPTS = List.of("system", "messages", "instructions", "input", "contents");

    private CallReading() {}

    /** The facts of a request, with what its body says. */
    static CallFacts of(Inquiry inquiry, Runs.@Nullable Going run, Supplier<CallFacts.Contents> contents) {
        RequestFacts facts = inquiry.facts();
        OutputCap cap = facts.cap();
        VirtualKey key = inquiry.key();
        return new CallFacts(
                facts.model(),
                facts.operation().name().toLowerCase(Locale.ROOT),
                facts.stream(),
                Math.max(1, inquiry.body().length() / BYTES_PER_TOKEN),
                cap == null ? null : Long.valueOf(cap.tokens()),
                run == null ? null : run.id(),
                run == null ? 0 : run.before(),
                key == null ? null : key.name(),
                inquiry::allows,
                prefix(facts, inquiry.body()),
                contents);
    }

    /** A hash of the first kilobyte of whatever comes first of system prompt and turns. */
    private static long prefix(RequestFacts facts, Bytes body) {
        for (String name : PROMPTS) {
            Member member = facts.outline().member(name);
            if (member != null) {
                long hash = 0xcbf29ce484222325L;
                int end = Math.min(member.end(), member.start() + PREFIX);
                for (int i = member.start(); i < end; i++) {
                    hash = (hash ^ (body.at(i) & 0xff)) * 0x100000001b3L;
                }
                return hash;
            }
        }
        return 0;
    }

    /** What the body says; nothing where it cannot be understood, which whoever sends it will tell. */
    static CallFacts.Contents contents(Inquiry inquiry) {
        return switch (inquiry.dialect().codec().readRequest(inquiry.facts(), inquiry.body())) {
            case Understanding.Understood(Conversation conversation) -> contents(conversation);
            case Understanding.Refused _ -> CallFacts.Contents.NONE;
        };
    }

    private static CallFacts.Contents contents(Conversation conversation) {
        List<Turn> turns = conversation.turns();
        long images = turns.stream()
                .flatMap(turn -> turn.blocks().stream())
                .filter(block -> block instanceof Block.Media media && media.sort() == Block.Media.Sort.IMAGE)
                .count();
        String last = turns.isEmpty()
                ? ""
                : turns.getLast().blocks().stream()
                        .map(block -> block instanceof Block.Text text ? text.text() : "")
                        .collect(Collectors.joining("\n"));
        return new CallFacts.Contents(
                turns.size(),
                conversation.tools().list().size(),
                (int) images,
                last,
                conversation.user(),
                Metadata.texts(conversation.metadata()));
    }
}
