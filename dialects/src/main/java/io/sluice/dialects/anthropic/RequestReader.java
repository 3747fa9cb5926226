package io.sluice.dialects.anthropic;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.OutputFormat;
import io.sluice.dialects.model.Reasoning;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Sampling;
import io.sluice.dialects.model.Tools;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** Reads one request as a conversation. */
final class RequestReader {
    private final RequestFacts facts;
    private final Fields request;
    private final Faults faults = new Faults();
    private final BlockReader blocks = new BlockReader(faults);
    private final List<Turn> turns = new ArrayList<>();

    RequestReader(RequestFacts facts, Bytes body) {
        this.facts = facts;
        this.request = Fields.of(new JsonReader(body, 0));
    }

    Understanding read() {
        request.at("model");
        request.at("stream");
        request.at(MessagesRequest.MAX_TOKENS);
        system();
        messages();
        Tools tools = new ToolsReader(faults).read(request);
        SettingsReader settings = new SettingsReader(request, faults);
        Sampling sampling =
                settings.sampling(facts.cap() == null ? null : facts.cap().tokens());
        Reasoning reasoning = settings.reasoning();
        OutputFormat format = settings.format();
        String user = settings.user();
        ErrorFacts wrong = faults.first();
        if (wrong != null) {
            return new Understanding.Refused(wrong);
        }
        return new Understanding.Understood(new Conversation(
                facts.model(),
                facts.stream(),
                true,
                turns,
                tools,
                sampling,
                reasoning,
                format,
                user,
                null,
                settings.extras()));
    }

    private void system() {
        JsonReader system = request.at("system");
        if (system != null) {
            turns.add(new Turn(Role.SYSTEM, blocks.content(system, "system"), "", Notes.NONE));
        }
    }

    private void messages() {
        JsonReader list = request.at("messages");
        if (list == null || list.peek() != Kind.ARRAY) {
            faults.wrong("messages", "a list of messages", list);
            return;
        }
        list.enter(Kind.ARRAY);
        for (int i = 0; list.more(); i++) {
            if (list.peek() == Kind.OBJECT) {
                message(Fields.of(list), "messages[" + i + "]");
            } else {
                faults.wrong("messages[" + i + "]", "a message", list);
                list.skip();
            }
        }
    }

    private void message(Fields message, String path) {
        String word = faults.text(message, "role", path);
        Role role = switch (word) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            case "system" -> Role.SYSTEM;
            default -> {
                faults.wrong(path + ".role", "user, assistant or system", "another word");
                yield Role.USER;
            }
        };
        JsonReader content = message.at("content");
        if (content == null) {
            faults.wrong(path + ".content", "a text or a list of blocks", content);
            return;
        }
        Notes notes = Notes.of(message.rest());
        List<Block> read = new ArrayList<>();
        for (Block block : CallSeals.hung(blocks.content(content, path + ".content"))) {
            if (block instanceof Block.Opaque opaque && opaque.type().equals("mid_conv_system")) {
                turns.add(new Turn(role, read, "", notes));
                read = new ArrayList<>();
                turns.add(rules(opaque, path));
            } else {
                read.add(block);
            }
        }
        if (!read.isEmpty() || turns.isEmpty() || turns.getLast().role() != Role.SYSTEM) {
            turns.add(new Turn(role, read, "", notes));
        }
    }

    /** Rules in the midst of a turn's blocks are a turn of their own. */
    private Turn rules(Block.Opaque block, String path) {
        Fields fields = Fields.of(new JsonReader(Bytes.of(block.json()), 0));
        fields.at("type");
        JsonReader content = fields.at("content");
        List<Block> read = content == null ? List.of() : blocks.content(content, path + ".content");
        return new Turn(Role.SYSTEM, read, "", BlockReader.notes(fields));
    }
}
