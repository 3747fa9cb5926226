package io.sluice.gateway.app;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.gateway.admin.Fields;
import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.route.Explain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code sluice explain MODEL}. What targets do now is known to a running gateway alone, so it answers this. */
final class ExplainCommand {
    private final Explain explain;
    private final Terminal terminal;

    /** Of a gateway; null where the folder's owner runs none. */
    ExplainCommand(@Nullable Explain explain, Terminal terminal) {
        if (explain == null) {
            throw CommandFailed.because(
                    "no gateway runs over this data folder, and only a running one knows how targets"
                            + " do; start it, or name its folder with --data");
        }
        this.explain = explain;
        this.terminal = terminal;
    }

    int run(Arguments arguments) {
        byte[] answer;
        try {
            answer = explain.answer(Fields.of(Bytes.of(question(arguments))));
        } catch (Refused refused) {
            throw CommandFailed.usage(refused.failure().message());
        }
        if (arguments.has("json")) {
            terminal.out(new String(answer, StandardCharsets.UTF_8));
        } else {
            show(ObjectView.of(new JsonReader(Bytes.of(answer), 0)));
        }
        return Exit.OK;
    }

    private static byte[] question(Arguments arguments) {
        String prompt = arguments.value("prompt");
        JsonWriter json = new JsonWriter().beginObject().name("request").beginObject();
        json.name("model")
                .string(arguments.operand())
                .name("messages")
                .beginArray()
                .beginObject();
        json.name("role").string("user").name("content").string(prompt == null ? "Hello!" : prompt);
        json.endObject().endArray().endObject();
        String key = arguments.value("key");
        if (key != null) {
            json.name("key").string(key);
        }
        String run = arguments.value("run");
        if (run != null) {
            json.name("headers")
                    .beginObject()
                    .name("x-sluice-run-id")
                    .string(run)
                    .endObject();
        }
        String seed = arguments.value("seed");
        if (seed != null) {
            json.name("seed").number(number(seed));
        }
        return json.endObject().toBytes();
    }

    private static long number(String seed) {
        if (!seed.matches("\\d{1,15}")) {
            throw CommandFailed.usage("--seed " + seed + " is no whole number; give one of at most 15 digits");
        }
        return Long.parseLong(seed);
    }

    private void show(ObjectView answer) {
        ObjectView resolved = answer.object("resolved");
        String name = resolved.text("name");
        if (!name.isEmpty()) {
            terminal.err(
                    answer.text("model") + ": " + resolved.text("as") + " " + name + ", seed " + answer.raw("seed"));
        }
        ObjectView refused = answer.object("refused");
        String message = refused.text("message");
        if (!message.isEmpty()) {
            terminal.out("A call would be refused with " + refused.raw("status") + " " + refused.text("code") + ": "
                    + Printable.of(message));
        }
        Table table = new Table("", "TARGET", "CREDENTIAL", "WHY");
        List<ObjectView> legs = objects(answer.take("plan", Kind.ARRAY));
        for (int i = 0; i < legs.size(); i++) {
            ObjectView leg = legs.get(i);
            table.row(Integer.toString(i + 1), leg.text("target"), shortened(leg.text("credential")), leg.text("why"));
        }
        objects(answer.take("mirrors", Kind.ARRAY))
                .forEach(mirror -> table.row("+", mirror.text("target"), "", "a copy, for nobody to wait for"));
        objects(answer.take("left_out", Kind.ARRAY))
                .forEach(left -> table.row("-", left.text("target"), "", left.text("why")));
        if (!name.isEmpty()) {
            table.print(terminal);
        }
    }

    /** Enough of it to tell one from another. */
    private static String shortened(String credential) {
        return credential.substring(0, Math.min(8, credential.length()));
    }

    private static List<ObjectView> objects(@Nullable JsonReader array) {
        List<ObjectView> objects = new ArrayList<>();
        if (array != null && array.enter(Kind.ARRAY)) {
            while (array.more()) {
                objects.add(ObjectView.of(array));
            }
        }
        return objects;
    }
}
