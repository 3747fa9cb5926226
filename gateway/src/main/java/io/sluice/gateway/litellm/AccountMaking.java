package io.sluice.gateway.litellm;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.litellm.Account.Part;
import io.sluice.gateway.litellm.Account.Piece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out where and with which credential a deployment is called. */
final class AccountMaking {
    /** How an address of these ends here; LiteLLM takes it without that too. */
    private static final Map<String, String> TAILS = Map.of(
            "anthropic", "/v1",
            "azure-ai", "/models",
            "azure-openai", "/openai/v1",
            "gemini", "/v1beta",
            "tgi", "/v1");

    private static final List<String> ROLES = List.of(
            "aws_role_name",
            "aws_session_name",
            "aws_profile_name",
            "aws_web_identity_token",
            "aws_external_id",
            "azure_ad_token",
            "azure_username",
            "azure_password",
            "azure_scope");

    private final Catalog catalog;
    private final Variables variables;
    private final Notes notes;

    AccountMaking(Catalog catalog, Variables variables, Notes notes) {
        this.catalog = catalog;
        this.variables = variables;
        this.notes = notes;
    }

    /** The account of a deployment. */
    Account of(Deployment deployment) {
        ROLES.forEach(role -> notes.notYet(deployment.param(role), "litellm_params." + role));
        String entry = deployment.called().entry();
        Node base = address(deployment);
        if (base != null && entry.equals("huggingface")) {
            entry = "tgi";
        }
        Map<String, Part> parts = new LinkedHashMap<>();
        if (base != null && entry.equals("openai") && !ofOpenAi(base)) {
            parts.put("dialect", new Part.Plain("openai-chat", base.place()));
            put(parts, "url", base);
            credential(parts, deployment, null);
            notes.notYet(deployment.param("organization"), "litellm_params.organization");
            return new Account("openai-compatible", parts);
        }
        String name = entry.equals("azure-openai") ? "azure" : entry;
        CatalogEntry known = catalog.find(entry).orElse(null);
        parts.put("use", new Part.Plain(entry, deployment.place()));
        if (base != null) {
            parts.put("url", new Part.Plain(url(entry, base), base.place()));
        }
        credential(parts, deployment, base == null ? null : known);
        places(parts, deployment, entry);
        return new Account(name, parts);
    }

    private @Nullable Node address(Deployment deployment) {
        Node own = deployment.first("api_base", "base_url", "aws_bedrock_runtime_endpoint");
        if (own == null
                && deployment.called().entry().equals("azure-openai")
                && variables.value("AZURE_API_BASE") != null) {
            return Synthetic.reference("AZURE_API_BASE", deployment.place());
        }
        return own;
    }

    private boolean ofOpenAi(Node base) {
        return variables.resolved(String.valueOf(base.text())).matches("https://([a-z0-9-]+\\.)*openai\\.com(/.*)?");
    }

    /** An address as the catalog writes it: without what LiteLLM leaves to be added, or adds twice. */
    private String url(String entry, Node base) {
        String text = String.valueOf(base.text());
        String known = variables.resolved(text);
        String tail = TAILS.getOrDefault(entry, "");
        int openai = entry.equals("azure-openai") ? known.indexOf("/openai") : -1;
        if (openai > 0) {
            return Variables.written(known.substring(0, openai)) + tail;
        }
        String bare = known.replaceAll("/+$", "");
        // What a variable ends with cannot be cut off it: then the address itself is written.
        String written = known.equals(bare) ? Variables.written(text) : Variables.written(bare);
        return tail.isEmpty() || bare.endsWith(tail) ? written : written + tail;
    }

    /**
     * The credential.
     *
     * @param elsewhere the catalog's entry, where the address is not its own: only then its variables must be named
     */
    private void credential(Map<String, Part> parts, Deployment deployment, @Nullable CatalogEntry elsewhere) {
        List<Piece> pieces = new ArrayList<>();
        add(pieces, deployment, "aws_access_key_id", "ACCESS_KEY_ID");
        add(pieces, deployment, "aws_secret_access_key", "SECRET_ACCESS_KEY");
        add(pieces, deployment, "aws_session_token", "SESSION_TOKEN");
        if (pieces.isEmpty() && deployment.first("api_key") == null) {
            add(pieces, deployment, "tenant_id", "TENANT_ID");
            add(pieces, deployment, "client_id", "CLIENT_ID");
            add(pieces, deployment, "client_secret", "CLIENT_SECRET");
        }
        if (pieces.isEmpty()) {
            add(pieces, deployment, "api_key", "KEY");
        }
        if (pieces.isEmpty()) {
            add(pieces, deployment, "vertex_credentials", "CREDENTIALS");
        }
        if (!pieces.isEmpty()) {
            parts.put("key", keyed(pieces));
            return;
        }
        if (elsewhere != null) {
            elsewhere.environment().stream()
                    .filter(name -> variables.value(name) != null)
                    .findFirst()
                    .ifPresent(name -> put(parts, "key", Synthetic.reference(name, deployment.place())));
        }
    }

    /** Google's credential may be the path of a file, which is written as it is. */
    private Part keyed(List<Piece> pieces) {
        Piece first = pieces.getFirst();
        String text = String.valueOf(first.value().text());
        if (pieces.size() == 1
                && first.suffix().equals("CREDENTIALS")
                && variables.resolved(text).endsWith(".json")) {
            return new Part.Plain(Variables.written(text), first.value().place());
        }
        return new Part.Keyed(pieces, first.value().place());
    }

    private static void add(List<Piece> pieces, Deployment deployment, String param, String suffix) {
        Node value = deployment.first(param);
        if (value != null && value.text() != null) {
            pieces.add(new Piece(value, suffix));
        }
    }

    private void places(Map<String, Part> parts, Deployment deployment, String entry) {
        switch (entry) {
            case "azure-openai" -> putFirst(parts, "api-version", deployment, "AZURE_API_VERSION", null, "api_version");
            case "bedrock" -> region(parts, deployment);
            case "vertex" -> {
                putFirst(parts, "project", deployment, "VERTEXAI_PROJECT", null, "vertex_project", "vertex_ai_project");
                putFirst(
                        parts,
                        "location",
                        deployment,
                        "VERTEXAI_LOCATION",
                        "us-central1",
                        "vertex_location",
                        "vertex_ai_location");
            }
            case "openai" -> putFirst(parts, "fill.organization", deployment, null, null, "organization");
            default -> {
                notes.notYet(deployment.param("organization"), "litellm_params.organization");
                notes.notYet(deployment.param("api_version"), "litellm_params.api_version");
            }
        }
    }

    private void region(Map<String, Part> parts, Deployment deployment) {
        String named = deployment.called().region();
        if (named != null) {
            parts.put("region", new Part.Plain(named, deployment.place()));
            return;
        }
        boolean usual = variables.value("AWS_REGION") != null || variables.value("AWS_DEFAULT_REGION") != null;
        putFirst(
                parts,
                "region",
                deployment,
                "AWS_REGION_NAME",
                usual ? null : "us-west-2",
                "aws_region_name",
                "region_name");
    }

    /** The parameter, else LiteLLM's own variable if it is set, else what LiteLLM takes then. */
    private void putFirst(
            Map<String, Part> parts,
            String key,
            Deployment deployment,
            @Nullable String variable,
            @Nullable String otherwise,
            String... params) {
        Node own = deployment.first(params);
        if (own != null) {
            put(parts, key, own);
        } else if (variable != null && variables.value(variable) != null) {
            put(parts, key, Synthetic.reference(variable, deployment.place()));
        } else if (otherwise != null) {
            parts.put(key, new Part.Plain(otherwise, deployment.place()));
        }
    }

    private static void put(Map<String, Part> parts, String key, Node value) {
        String text = value.text();
        if (text != null) {
            parts.put(key, new Part.Plain(Variables.written(text), value.place()));
        }
    }
}
