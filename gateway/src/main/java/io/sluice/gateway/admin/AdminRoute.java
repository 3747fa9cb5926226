package io.sluice.gateway.admin;

import java.util.Set;

/**
 * One path of the admin plane: who may ask for it, and who answers.
 *
 * @param method in capitals: {@code GET}, {@code POST}, ...; {@code GET} answers {@code HEAD} too
 * @param path with {@code {name}} where a segment is a parameter: {@code /admin/v1/drills/{id}}
 * @param permission what whoever asks must be allowed to do
 * @param summary what it does, in one sentence for its description
 * @param handler answers it
 */
public record AdminRoute(String method, String path, Permission permission, String summary, AdminHandler handler) {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** Whether a body is read for it. */
    boolean takesBody() {
        return WITH_BODY.contains(method);
    }
}
