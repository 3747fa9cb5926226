package io.sluice.gateway.catalog.csv;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Makes the lines of {@code providers.tsv} of rows that say in part in prose what the lines say in words.
 *
 * <p>What no rule can see stands in the notes: {@code ID, COLUMN, VALUE} replaces a column of one provider, {@code
 * +quirks} adds to it.
 */
final class ProviderRows {
    static final Set<String> REQUIRED =
            Set.of("id", "name", "category", "wire", "base_url", "chat_path", "auth", "env", "endpoints", "flags");

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]*");
    private static final Pattern NO_CREDENTIAL =
            Pattern.compile(".*(_ID|_REGION|_BASE|_HOST|_URL|_ENDPOINT|_NAME|_LOCATION|_PROJECT|_VERSION|_ACCOUNT)");
    private static final Pattern VERSIONED = Pattern.compile("(?!.*openai).*/v\\d+");

    private final Map<String, Map<String, String>> notes;

    /** With the notes, by id and column. */
    ProviderRows(Map<String, Map<String, String>> notes) {
        this.notes = notes;
    }

    /** The lines, by id. */
    Map<String, List<String>> lines(CsvTable table) {
        Map<String, List<String>> lines = new TreeMap<>();
        for (CsvRow row : table.rows()) {
            String id = row.required("id");
            if (!id.isEmpty() && !ID.matcher(id).matches()) {
                row.problem("id", "\"" + id + "\" is no id; write lower-case letters, digits and dashes");
            } else if (lines.containsKey(id)) {
                row.problem("id", "\"" + id + "\" stands here a second time; keep one of the two");
            } else if (!id.isEmpty()) {
                lines.put(id, noted(id, line(id, row)));
            }
        }
        return lines;
    }

    private static List<String> line(String id, CsvRow row) {
        return List.of(
                id,
                row.required("name"),
                row.required("category"),
                row.get("base_url"),
                auth(row.get("auth")),
                String.join(" ", variables(row)),
                "",
                dialects(row),
                row.get("flags"),
                "");
    }

    private List<String> noted(String id, List<String> cells) {
        Map<String, String> own = notes.getOrDefault(id, Map.of());
        List<String> noted = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            String column = CatalogFiles.PROVIDER_COLUMNS.get(i);
            String added = own.getOrDefault("+" + column, "");
            String value = own.getOrDefault(column, cells.get(i));
            String whole = added.isEmpty() ? value : (value + " " + added).strip();
            noted.add(whole.isEmpty() ? "-" : whole);
        }
        return noted;
    }

    private static List<String> variables(CsvRow row) {
        return row.list("env", ",").stream()
                .filter(name -> !NO_CREDENTIAL.matcher(name).matches())
                .toList();
    }

    private static String auth(String prose) {
        Set<String> ways = new LinkedHashSet<>();
        boolean optional = false;
        for (String way : prose.replaceAll("\\([^)]*\\)", "").split(" or ", -1)) {
            String word = way.strip().replaceAll(" plus .*", "");
            if (word.equals("none")) {
                optional = true;
            } else {
                ways.add(way(word));
            }
        }
        ways.remove("");
        // Of several ways to send the same key one is enough; those that need no key stand beside it.
        List<String> kept = new ArrayList<>();
        for (String way : ways) {
            boolean plain = way.equals("bearer") || way.startsWith("header:") || way.startsWith("query:");
            if (!plain || kept.stream().noneMatch(one -> one.equals("bearer") || one.startsWith("header:"))) {
                kept.add(way);
            }
        }
        return (kept.isEmpty() ? "bearer" : String.join(",", kept)) + (optional ? "?" : "");
    }

    private static String way(String word) {
        if (word.startsWith("header:")) {
            String name = word.substring("header:".length()).toLowerCase(Locale.ROOT);
            return name.equals("authorization raw key")
                    ? "header:authorization"
                    : name.equals("authorization key") ? "header:authorization:Key" : "header:" + name;
        }
        return switch (word) {
            case "token" -> "header:authorization:Token";
            case "sigv4" -> "aws:bedrock";
            case "gcp-oauth" -> "google";
            case "azure-ad" -> "azure";
            case "query:key" -> "query:key";
            default -> "bearer";
        };
    }

    private static String dialects(CsvRow row) {
        List<String> offered = row.list("endpoints", ",");
        String wire = row.required("wire");
        List<String> groups = new ArrayList<>();
        groups.add(
                switch (wire) {
                    case "openai", "mistral" -> chat(row, offered);
                    case "anthropic" -> "anthropic" + (offered.contains("count-tokens") ? " count" : "");
                    case "bedrock" -> "bedrock" + (offered.contains("count-tokens") ? " count" : "");
                    default -> wire;
                });
        boolean versioned = VERSIONED.matcher(row.get("base_url")).matches();
        boolean openai = groups.getFirst().startsWith("openai-chat");
        if (offered.contains("responses") && openai) {
            groups.add("openai-responses");
        }
        // The official clients append /chat/completions to their base address, but /v1/messages.
        if (offered.contains("messages") && openai && versioned) {
            groups.add("anthropic");
        }
        if (offered.contains("chat")
                && versioned
                && Set.of("anthropic", "openai-responses").contains(wire)) {
            groups.add("openai-chat");
        }
        return String.join("; ", groups);
    }

    private static String chat(CsvRow row, List<String> offered) {
        StringBuilder words = new StringBuilder("openai-chat");
        String path = row.get("chat_path");
        if (!path.isEmpty() && !path.equals("/chat/completions")) {
            words.append(" chat=").append(path);
        } else if (path.isEmpty() && !offered.contains("chat")) {
            words.append(" no-chat");
        }
        if (offered.contains("completions") || row.get("category").equals("self-hosted")) {
            words.append(" complete");
        }
        return words.toString();
    }
}
