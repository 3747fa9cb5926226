package io.sluice.gateway.litellm;

import io.sluice.dialects.defaults.Defaults;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.config.Spelling;
import io.sluice.gateway.config.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a deployment adds to requests: LiteLLM takes every parameter it has no use for itself as a member of the request,
 * {@code extra_body} as more of them, and {@code extra_headers} as lines of its head.
 */
final class Extras {
    /** What the gateway settles itself, or no member of a request that a route may add. */
    private static final Set<String> SETTLED = Set.of("n", "stream", "model", "messages", "tools", "tool_choice");

    private static final Pattern NO_HEADER = Pattern.compile("authorization|proxy-authorization|x-api-key|api-key|"
            + "x-goog-api-key|cookie|x-amz-.*|x-sluice-.*|host|content-.*|transfer-encoding|accept-encoding|connection|"
            + "proxy-connection|keep-alive|te|trailer|upgrade|expect");
    private static final Pattern SECRET = Pattern.compile(".*(auth|token|secret|key|password).*");

    private final Deployment deployment;
    private final Variables variables;
    private final Notes notes;

    Extras(Deployment deployment, Variables variables, Notes notes) {
        this.deployment = deployment;
        this.variables = variables;
        this.notes = notes;
    }

    /** The options of a route that add them: `defaults`, `body`, `headers`. */
    Map<String, Draft> keys() {
        Map<String, Draft> defaults = new LinkedHashMap<>();
        Map<String, Draft> body = new LinkedHashMap<>();
        deployment.params().forEach((name, value) -> param(name, value, defaults, body));
        deployment.param("extra_body").members().forEach((name, value) -> body.put(name, json(value)));
        Map<String, Draft> headers = headers();
        Map<String, Draft> keys = new LinkedHashMap<>();
        Map.of("defaults", defaults, "body", body, "headers", headers).forEach((key, members) -> {
            if (!members.isEmpty()) {
                keys.put(key, new Draft.Keys(members, deployment.place()));
            }
        });
        return new TreeMap<>(keys);
    }

    private void param(String name, Node value, Map<String, Draft> defaults, Map<String, Draft> body) {
        if (value.absent()
                || Words.PARAMS.carried().contains(name)
                || Words.PARAMS.same().contains(name)
                || Facts.price(name)) {
            return;
        }
        if (Words.PARAMS.notYet().contains(name) || SETTLED.contains(name)) {
            notes.notYet(value, "litellm_params." + name);
        } else if (deployment.called().entry().equals("ollama") && !Defaults.WORDS.contains(name)) {
            // Those are options of Ollama's own API, which callers of the others do not reach.
            notes.notYet(value, "litellm_params." + name);
        } else if (Defaults.WORDS.contains(name)) {
            boolean twice = name.equals("max_tokens")
                    && !deployment.param("max_completion_tokens").absent();
            if (!twice) {
                defaults.put(name, json(value));
            }
        } else if (SECRET.matcher(name).matches()) {
            notes.lost(value.place(), "`" + name + "` is not carried: it may be a credential of a kind not known here");
        } else {
            List<String> known = new ArrayList<>(Words.PARAMS.carried());
            known.addAll(Defaults.WORDS);
            if (Spelling.nearest(name, known, 1).isEmpty()) {
                body.put(name, json(value));
                notes.lost(
                        value.place(),
                        "`" + name
                                + "` is taken for a member of the request and put into it, also where the caller says"
                                + " otherwise");
            } else {
                notes.unknown(value, name, "litellm_params", known);
            }
        }
    }

    private Map<String, Draft> headers() {
        Map<String, Draft> headers = new LinkedHashMap<>();
        deployment.param("extra_headers").members().forEach((name, value) -> {
            String text = value.text();
            String lower = name.toLowerCase(Locale.ROOT);
            if (text == null) {
                return;
            }
            if (NO_HEADER.matcher(lower).matches()) {
                notes.lost(
                        value.place(),
                        "the header `" + name
                                + "` is not carried: a credential is the `api_key`, and the rest of such lines"
                                + " the gateway writes itself");
            } else {
                String written = SECRET.matcher(lower).matches() && !text.contains("os.environ/")
                        ? variables.secret(value, "HEADER_" + name)
                        : Variables.written(text);
                headers.put(name, new Draft.Word(written, value.place()));
            }
        });
        return headers;
    }

    /** Any value, in the words of JSON, which are YAML too. */
    private static Draft json(Node value) {
        JsonWriter json = new JsonWriter();
        write(value, json);
        return new Draft.Literal(json.toString(), value.place());
    }

    private static void write(Node value, JsonWriter json) {
        String text = value.text();
        if (value.map()) {
            json.beginObject();
            value.members().forEach((name, member) -> write(member, json.name(name)));
            json.endObject();
        } else if (value.list()) {
            json.beginArray();
            value.items().forEach(item -> write(item, json));
            json.endArray();
        } else if (text == null) {
            json.nothing();
        } else if (value.yaml() instanceof Yaml.Scalar scalar && scalar.word() && value.number() != null) {
            json.raw(plain(value, text));
        } else if (value.yaml() instanceof Yaml.Scalar scalar && scalar.word()) {
            json.bool(value.truth());
        } else if (text.equals("True") || text.equals("False")) {
            json.bool(value.truth());
        } else {
            json.string(Variables.written(text));
        }
    }

    /** Numbers as JSON has them: Python's {@code 1.} and {@code +1} are none there. */
    private static String plain(Node value, String text) {
        return text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
                ? text
                : String.valueOf(value.number() == null ? text : value.number().toPlainString());
    }
}
