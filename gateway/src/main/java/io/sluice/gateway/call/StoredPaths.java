package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.gateway.call.Endpoint.StoredResponse;
import io.sluice.gateway.call.Endpoint.StoredResponse.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The paths under {@code /responses/{id}}, with or without {@code /v1}, and what of their query passes. */
final class StoredPaths {
    private static final Pattern PATH =
            Pattern.compile("(?:/v1)?/responses/([A-Za-z0-9_-]{1,256})(|/cancel|/input_items)");
    private static final Set<String> PASSED = Set.of(
            "include",
            "include[]",
            "include%5B%5D",
            "include_obfuscation",
            "stream",
            "starting_after",
            "after",
            "before",
            "limit",
            "order");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._%+,-]{0,256}");

    private StoredPaths() {}

    /** What a path asks for, by the method it is asked with; null where it is none of these. */
    static @Nullable StoredResponse of(String method, String path, String query, Dialect dialect) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        Wanted what = switch (matcher.group(2)) {
            case "/cancel" -> Wanted.CANCEL;
            case "/input_items" -> Wanted.INPUT_ITEMS;
            default -> method.equals("DELETE") ? Wanted.DELETE : Wanted.GET;
        };
        List<String> passed = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0
                    && PASSED.contains(pair.substring(0, equals))
                    && VALUE.matcher(pair.substring(equals + 1)).matches()) {
                passed.add(pair);
            }
        }
        boolean stream = what == Wanted.GET && passed.contains("stream=true");
        return new StoredResponse(what, matcher.group(1), String.join("&", passed), stream, dialect);
    }

    /** The methods a path takes. */
    static String methods(StoredResponse stored) {
        return switch (stored.what()) {
            case GET, DELETE -> "GET, DELETE";
            case CANCEL -> "POST";
            case INPUT_ITEMS -> "GET";
        };
    }
}
