package io.sluice.gateway.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands, with all their words: what is parsed and what the help says come from the same lines. */
enum Command {
    START(
            "start",
            null,
            "Start the gateway.",
            """
            With no configuration it takes the providers whose keys are in the environment, an Ollama on its usual
            port, and a simulated provider as model "demo". It prints where it listens and a curl line that works
            when pasted.""",
            Flag.valued("listen", "ADDRESS", "where callers connect (default 127.0.0.1:4000)"),
            Flag.valued("admin", "ADDRESS", "where metrics and the admin API are (default 127.0.0.1:4001)"),
            Flag.plain("strict", "refuse a LiteLLM configuration of which something cannot be carried")),
    DEMO(
            "demo",
            null,
            "Start with simulated providers, one of them failing, and traffic to look at.",
            "It uses a temporary data folder unless --data is given. Nothing leaves this machine.",
            Flag.valued("listen", "ADDRESS", "where callers connect (default 127.0.0.1:4000)"),
            Flag.valued("admin", "ADDRESS", "where metrics and the admin API are (default 127.0.0.1:4001)")),
    CHECK(
            "check",
            "FILE",
            "Read a configuration file and report every mistake with its line.",
            "Exits with 0 when the file would start, with 78 when it would not. LiteLLM's config.yaml is checked too.",
            Flag.plain("strict", "take as a mistake what cannot be carried from a LiteLLM configuration")),
    IMPORT(
            "import",
            "FILE",
            "Write the sluice.yaml that LiteLLM's config.yaml comes to.",
            """
            The document goes to standard output, or to the file --out names; to standard error go what could not be
            carried, with file and line, and the variables to set: no credential of the file is copied.""",
            Flag.valued("out", "FILE", "where to write it, if there is no such file yet"),
            Flag.plain("strict", "write nothing where something cannot be carried")),
    SIMULATE(
            "simulate",
            null,
            "Run a scripted provider, to try clients and the gateway against.",
            "The script says what it answers, how fast, and how it fails. Its address is printed once it listens.",
            Flag.valued("script", "FILE", "what to answer (default: a friendly OpenAI-compatible provider)"),
            Flag.valued("listen", "ADDRESS", "where to listen (default 127.0.0.1 and a free port)"),
            Flag.valued("threads", "N", "how many threads answer")),
    KEY_CREATE(
            "key create",
            null,
            "Make a virtual key and print it: it is shown this once.",
            """
            The key alone goes to standard output, everything else to standard error, so that
            KEY=$(sluice key create --name laptop) holds the key. It works as soon as the command returns.""",
            Flag.valued("name", "NAME", "what to call it; unique among live keys (required)"),
            Flag.valued(
                    "models", "A,B", "the models it may ask for; openai/* allows every one of openai (default all)"),
            Flag.valued("expires", "30d", "how long it works: a number and m, h, d or w (default for ever)")),
    KEY_LIST("key list", null, "List the keys, live and dead, newest first. No secret is shown.", ""),
    KEY_REVOKE(
            "key revoke",
            "NAME|ID",
            "Take a key back. It stops working within a second.",
            "A name means the live key of that name; an id, as key list shows it, means exactly one key."),
    CALLS(
            "calls",
            null,
            "Show the record of calls, newest first.",
            "A call is there within a second of its end.",
            Flag.valued("last", "N", "how many at most (default 20)"),
            Flag.plain("json", "one JSON object a line, id first, instead of a table")),
    EXPLAIN(
            "explain",
            "MODEL",
            "Show where a call of a model would go now, target by target, and why.",
            """
            It asks the gateway that runs over the data folder, and calls no provider. What it shows is made by the code
            that plans calls; --seed repeats what chance drew.""",
            Flag.valued("prompt", "TEXT", "what the call would say (default Hello!)"),
            Flag.valued("key", "NAME|ID", "the virtual key that would call (default one without restrictions)"),
            Flag.valued("run", "ID", "the agent run it would belong to"),
            Flag.valued("seed", "N", "draw as that seed does"),
            Flag.plain("json", "everything, as POST /admin/v1/route/explain answers it")),
    DRILL_START(
            "drill start",
            null,
            "Make a target fail on purpose for a while, to see whether callers notice.",
            """
            Faults: 429 (with Retry-After), 5xx or one status of them, timeout (no answer until the provider's clock runs
            out), stall and cut (the real answer stops or breaks off after some events), refuse (no connection). Nothing
            but stall and cut reaches the provider. Prints the drill's id. It ends by itself, with the gateway, or with
            sluice drill stop. Calls whose other targets really rest are left alone.

            Example: sluice drill start --model chat --fault refuse --share 10% --for 2m --wait""",
            Flag.valued("target", "TARGET", "provider/model, or a provider alone: what fails"),
            Flag.valued("model", "NAME", "a public model: the first target of its calls fails"),
            Flag.valued("fault", "FAULT", "429, 5xx, 503, timeout, stall, cut or refuse (required)"),
            Flag.valued("share", "PERCENT", "for how many of the calls (default 100%)"),
            Flag.valued("key", "A,B", "only for calls of these keys, by name or id (default everybody's)"),
            Flag.valued("header", "VALUE", "only for calls with x-sluice-drill: VALUE; needs --key"),
            Flag.valued("for", "TIME", "how long, 1s to 1h (default 5m)"),
            Flag.valued("after", "N", "events before a stall or a cut (default 3)"),
            Flag.valued("retry-after", "TIME", "what a 429 says (default 5s)"),
            Flag.plain("breakers", "let everybody's breakers learn of it, as in a real outage"),
            Flag.plain("wait", "wait for the end, say how it goes, then print the report; leaving ends the drill")),
    DRILL_STOP(
            "drill stop",
            "ID",
            "End a drill at once; without an id, all of them.",
            "Attempts that the drill keeps silent fail at once."),
    DRILL_LIST("drill list", null, "List the drills since the gateway started.", ""),
    DRILL_REPORT(
            "drill report",
            "ID",
            "Show what callers saw of a drill, before it and during it.",
            "Times are at most 3 % above what was measured.",
            Flag.plain("json", "as one JSON object")),
    CATALOG_REFRESH(
            "catalog refresh",
            null,
            "Make your own catalog of providers, models and prices from files.",
            """
            Reads providers.csv, models.csv and price_history.csv (which may be missing) in the folder given, and puts
            what it made of them into <data>/catalog, where it stands for the catalog that comes with Sluice. A mistake
            is told with file, line and column, and then nothing changes. Delete <data>/catalog to go back.

            Example: sluice catalog refresh --from ./prices --as-of 2026-08-21""",
            Flag.valued("from", "DIR", "the folder with the files (required)"),
            Flag.valued("as-of", "DAY", "the day the prices of models.csv are of (default today, UTC)")),
    VERSION("version", null, "Print the version.", "");

    /** The flag that makes mistakes of warnings. */
    static final String STRICT = "strict";

    private static final Flag CONFIG =
            Flag.valued("config", "FILE", "the configuration (default ./sluice.yaml when it is there)");
    private static final Flag DATA =
            Flag.valued("data", "DIR", "the data folder (default: what the configuration says, else ./sluice-data)");

    private final String words;
    private final @Nullable String operand;
    private final String summary;
    private final String details;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which nothing can change
    private final List<Flag> own;

    Command(String words, @Nullable String operand, String summary, String details, Flag... own) {
        this.words = words;
        this.operand = operand;
        this.summary = summary;
        this.details = details;
        this.own = List.of(own);
    }

    /** As typed after {@code sluice}: {@code key create}. */
    String words() {
        return words;
    }

    /** What its one operand is called, or null where it takes none. */
    @Nullable
    String operand() {
        return operand;
    }

    /** One sentence on what it does. */
    String summary() {
        return summary;
    }

    /** What else a user should know; may be empty. */
    String details() {
        return details;
    }

    /** Its own flags and then the two every command takes. */
    List<Flag> flags() {
        var all = new ArrayList<>(own);
        all.add(CONFIG);
        all.add(DATA);
        return List.copyOf(all);
    }

    /** The command a line begins with, or null: {@code key create --name x} begins with {@code key create}. */
    static @Nullable Command beginning(List<String> line) {
        if (line.isEmpty()) {
            return null;
        }
        String first = line.getFirst();
        String both = line.size() > 1 ? first + " " + line.get(1) : first;
        for (Command command : values()) {
            if (command.words.equals(first) || command.words.equals(both)) {
                return command;
            }
        }
        return null;
    }

    /** How many words of the line name it. */
    int length() {
        return words.indexOf(' ') < 0 ? 1 : 2;
    }
}
