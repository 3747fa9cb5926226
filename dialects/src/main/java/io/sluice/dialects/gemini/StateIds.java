package io.sluice.dialects.gemini;

import io.sluice.dialects.StateId;
import io.sluice.dialects.StateId.Sort;
import io.sluice.dialects.StateSearch;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The ids of Google's state in a request: cached content, and files of the Files API; each field in either spelling. */
final class StateIds {
    static final Map<String, Sort> FILES = Map.of("fileUri", Sort.FILE, "file_uri", Sort.FILE);

    /** Every member that holds one. */
    static final Map<String, Sort> ALL = Map.of(
            "fileUri", Sort.FILE, "file_uri", Sort.FILE, "cachedContent", Sort.CACHE, "cached_content", Sort.CACHE);

    /** What a model or a tool wrote. */
    private static final Set<String> CLOSED = Set.of("args", "response");

    /** Where parts stand: in conversations, and in requests for embeddings. */
    private static final List<String> PARTS =
            List.of("contents", "systemInstruction", "system_instruction", "content", "requests");

    /** A whole request in a request for its count. */
    private static final List<String> WHOLE = List.of("generateContentRequest", "generate_content_request");

    private StateIds() {}

    static List<StateId> of(Outline outline, Bytes body, boolean deep) {
        StateSearch search = new StateSearch(FILES, CLOSED);
        search.top(outline, body, "cachedContent", Sort.CACHE);
        search.top(outline, body, "cached_content", Sort.CACHE);
        if (deep) {
            PARTS.forEach(name -> search.into(outline, body, name));
        }
        StateSearch whole = new StateSearch(ALL, CLOSED);
        if (deep) {
            WHOLE.forEach(name -> whole.into(outline, body, name));
        }
        return Stream.concat(search.found().stream(), whole.found().stream())
                .filter(id -> id.sort() != Sort.FILE || isGoogles(id.id()))
                .toList();
    }

    /**
     * Whether a file's address is a name within the account: bare, or one of Google's API. What stands elsewhere (the
     * open web, a bucket with rights of its own) is none.
     */
    private static boolean isGoogles(String uri) {
        int scheme = uri.indexOf("://");
        if (scheme < 0) {
            return true;
        }
        String rest = uri.substring(scheme + 3).toLowerCase(Locale.ROOT);
        String authority = rest.split("[/?#\\\\]", 2)[0];
        String host = authority.substring(authority.lastIndexOf('@') + 1).split(":", 2)[0];
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return bare.equals("googleapis.com")
                || (bare.endsWith(".googleapis.com") && !bare.equals("storage.googleapis.com"));
    }
}
