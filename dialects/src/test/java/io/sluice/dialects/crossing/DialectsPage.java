package io.sluice.dialects.crossing;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Seeded;
import io.sluice.dialects.Sending;
import io.sluice.dialects.cohere.CohereChat;
import io.sluice.dialects.embed.EmbeddingsPage;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Folding;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.ollama.OllamaChat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** The text of {@code docs/dialects.md}: what came of carrying everything made by hand through every pair. */
final class DialectsPage {
    private static final int SEEDS = 60;
    private static final int PATHS = 4;

    private final Map<String, Map<Spoken, Set<Spoken>>> requests = new LinkedHashMap<>();
    private final Map<String, Map<Spoken, Set<Spoken>>> answers = new LinkedHashMap<>();
    // Dialect and reason -> where it stood.
    private final Map<String, Set<String>> ofRequests = new TreeMap<>();
    private final Map<String, Set<String>> ofAnswers = new TreeMap<>();

    private DialectsPage() {}

    static String text() {
        DialectsPage page = new DialectsPage();
        Handmade.conversations().forEach(page::request);
        HandmadeAnswers.answers().forEach(page::answer);
        for (int seed = 0; seed < SEEDS; seed++) {
            Conversation invented = new Invented(new Seeded(seed)).conversation();
            for (Spoken to : Spoken.values()) {
                Targets.of(to).forEach(sending -> page.written(invented, to, sending));
            }
        }
        page.oddities();
        return page.written() + "\n" + EmbeddingsPage.text();
    }

    /** Who of those that can say it carries it to whom, to the usual model. */
    private void request(String what, Conversation conversation) {
        Map<Spoken, Set<Spoken>> carried = new LinkedHashMap<>();
        for (Spoken from : Spoken.values()) {
            Targets.of(from).forEach(sending -> written(conversation, from, sending));
            Sending own = Targets.usually(from);
            Conversation said = from.again(written(conversation, from, own), own, false);
            if (isSame(from, Essence.of(conversation), Essence.of(said))) {
                carried.put(from, new TreeSet<>());
                for (Spoken to : Spoken.values()) {
                    Outgoing outgoing = written(said, to, Targets.usually(to));
                    Conversation again = to.again(outgoing, Targets.usually(to), false);
                    if (isSame(to, Essence.of(said), Essence.of(again))) {
                        carried.get(from).add(to);
                    }
                }
            }
        }
        // What one dialect alone knows has no place in a conversation: it is a row of the losses only.
        if (conversation.extras().isEmpty()) {
            requests.put(what, carried);
        }
    }

    /** What is out of the ordinary, and models that are: for their losses alone. */
    private void oddities() {
        List<Conversation> all = new ArrayList<>(Handmade.conversations().values());
        all.addAll(Oddities.conversations());
        all.addAll(Rarities.conversations());
        for (Spoken to : Spoken.values()) {
            for (Conversation conversation : all) {
                Targets.of(to).forEach(sending -> written(conversation, to, sending));
                Oddities.sendings(to).forEach(sending -> written(conversation, to, sending));
                Rarities.sendings(to).forEach(sending -> written(conversation, to, sending));
            }
            Rarities.answers().forEach(events -> answered(events, to));
        }
        for (Dialect to : List.of(new CohereChat(), new OllamaChat())) {
            for (Conversation conversation : all) {
                Rarities.beyond()
                        .forEach(sending -> lost(
                                ofRequests,
                                to.id(),
                                to.codec().writeRequest(conversation, sending).losses()));
            }
        }
    }

    private void answered(List<Event> events, Spoken to) {
        Losses losses = new Losses();
        Asked asked = new Asked("c1", 1_700_000_000, "asked", RecordedAnswersTest.CURIOUS, losses);
        to.answered(Folding.of(events), asked);
        List<Chunk.Placed> placed = events.stream().map(Chunk.Placed::fixed).toList();
        to.streamed(List.of(Chunk.read(Bytes.of(""), placed)), asked);
        lost(ofAnswers, to.id(), losses.all());
    }

    private Outgoing written(Conversation conversation, Spoken to, Sending sending) {
        Outgoing outgoing = to.written(conversation, sending);
        lost(ofRequests, to.id(), outgoing.losses());
        return outgoing;
    }

    private void answer(String what, Answer answer) {
        Map<Spoken, Set<Spoken>> carried = new LinkedHashMap<>();
        for (Spoken from : Spoken.values()) {
            Answer said = crossed(answer, from);
            if (isSame(from, AnswerEssence.of(answer), AnswerEssence.of(said))) {
                carried.put(from, new TreeSet<>());
                for (Spoken to : Spoken.values()) {
                    if (isSame(to, AnswerEssence.of(said), AnswerEssence.of(crossed(said, to)))) {
                        carried.get(from).add(to);
                    }
                }
            }
        }
        answers.put(what, carried);
    }

    /** Written for a caller both ways and read as a stream. */
    private Answer crossed(Answer answer, Spoken to) {
        Losses losses = new Losses();
        Asked asked = new Asked("c1", 1_700_000_000, "asked", RecordedAnswersTest.CURIOUS, losses);
        to.answered(answer, asked);
        byte[] stream = to.streamed(HandmadeTest.chunks(answer), asked);
        lost(ofAnswers, to.id(), losses.all());
        return Folding.of(Spoken.events(to.chunks(stream, "", Integer.MAX_VALUE / 2)));
    }

    private static boolean isSame(Spoken to, List<Said> expected, List<Said> actual) {
        return Said.differences(expected, actual).stream().allMatch(said -> Excuses.isSpelling(to, said));
    }

    private static void lost(Map<String, Set<String>> into, String to, List<Loss> losses) {
        for (Loss loss : losses) {
            String place = loss.path().replaceAll("\\[\\d+]", "[n]").replaceAll("\\.\\d+", ".n");
            into.computeIfAbsent(to + " | " + loss.reason(), reason -> new TreeSet<>())
                    .add(place);
        }
    }

    private String written() {
        StringBuilder page = new StringBuilder("""
                # Dialects

                What is said in one dialect goes to models of every other. This page is what came of it when it was tried:
                written by `mvn -pl dialects test -Dtest=DialectsPageTest -Dwrite-docs`, and compared with the code by the
                same test without the switch. Each row is a conversation or an answer made by hand, put in the words of the
                first dialect, read there, written in the second and read again. What could not go was named as a loss;
                what becomes of losses is the model's `loss` in `sluice.yaml`. Same dialect on both sides never comes
                here: those calls pass as they are. What is lost because nobody fetches it from its address is not
                dropped by the gateway: it is fetched where `egress` lists the host, else the call is refused.

                Models: gpt-5, claude-sonnet-4-5 (also behind Bedrock) and gemini-3-pro-preview, with nothing told of them
                by the catalog. What a catalog tells can only add to it.

                """);
        page.append(
                "## Pairs: what requests carry\n\nCallers on the left, models above: everything the caller's dialect can say, but what is listed.\n\n");
        pairs(page, requests);
        page.append(
                "## Pairs: what answers carry\n\nModels on the left, callers above: everything the model's dialect can say, but what is listed.\n\n");
        pairs(page, answers);
        page.append("## Things: who says them in a request\n\n");
        things(page, requests);
        page.append("## Things: who says them in an answer\n\n");
        things(page, answers);
        page.append(
                "## Losses of requests\n\nNamed by the dialect a request is written in; cohere and ollama are spoken to providers only.\n\n");
        losses(page, ofRequests);
        page.append("## Losses of answers\n\nNamed by the dialect of the caller.\n\n");
        losses(page, ofAnswers);
        return page.toString().stripTrailing() + "\n";
    }

    private static void pairs(StringBuilder page, Map<String, Map<Spoken, Set<Spoken>>> all) {
        row(page, "", Spoken::id);
        row(page, "---", to -> "---");
        for (Spoken from : Spoken.values()) {
            row(page, "**" + from.id() + "**", to -> {
                List<String> missing = new ArrayList<>();
                all.forEach((what, carried) -> {
                    Set<Spoken> reached = carried.get(from);
                    if (reached != null && !reached.contains(to)) {
                        missing.add(what);
                    }
                });
                return from == to ? "-" : missing.isEmpty() ? "everything" : String.join(", ", missing);
            });
        }
        page.append('\n');
    }

    private static void things(StringBuilder page, Map<String, Map<Spoken, Set<Spoken>>> all) {
        page.append("`yes`: in its own words. Empty: not, or in other words; the loss is named.\n\n");
        row(page, "", Spoken::id);
        row(page, "---", to -> "---");
        all.forEach((what, carried) -> row(page, what, to -> carried.containsKey(to) ? "yes" : ""));
        page.append('\n');
    }

    private static void row(StringBuilder page, String head, Function<Spoken, String> cell) {
        page.append("| ").append(head).append(" |");
        for (Spoken to : Spoken.values()) {
            page.append(' ').append(cell.apply(to)).append(" |");
        }
        page.append('\n');
    }

    private static void losses(StringBuilder page, Map<String, Set<String>> losses) {
        page.append("| dialect | reason | of what |\n|---|---|---|\n");
        losses.forEach((reason, places) -> {
            List<String> some =
                    places.stream().limit(PATHS).map(place -> "`" + place + "`").toList();
            page.append("| ").append(reason).append(" | ").append(String.join(", ", some));
            page.append(places.size() > PATHS ? ", ..." : "").append(" |\n");
        });
        page.append('\n');
    }
}
