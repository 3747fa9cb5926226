package io.sluice.gateway.app;

import io.sluice.gateway.catalog.CatalogSettings;
import io.sluice.gateway.catalog.ProviderSettings;
import io.sluice.gateway.config.Default;
import io.sluice.gateway.config.Doc;
import io.sluice.gateway.config.LimitSettings;
import io.sluice.gateway.config.ListenAddress;
import io.sluice.gateway.config.Secret;
import io.sluice.gateway.config.TlsSettings;
import io.sluice.gateway.egress.HostPattern;
import io.sluice.gateway.litellm.Compatible;
import io.sluice.gateway.route.written.ModelSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All of {@code sluice.yaml}; immutable, so that a call keeps the one it entered with while a reload swaps it. */
public record Settings(
        @Doc("Where callers connect (data plane).") @Default("127.0.0.1:4000")
        ListenAddress listen,

        @Doc(
                "Where the admin API and the metrics are; with `litellm`, where it is not said, on the address of `listen`.")
        @Default("127.0.0.1:4001")
        ListenAddress admin,

        @Doc("The data folder; a relative one is relative to this file, without a file to the working directory.")
        @Default("./sluice-data")
        Path data,

        @Doc("The providers that may be called, by the name callers use before the slash.")
        Map<String, ProviderSettings> providers,

        @Doc("Public model names.") Map<String, ModelSettings> models,

        @Doc("Whether a virtual key is asked for: `keys`, or `none` where every listener is loopback.") @Default("keys")
        Auth auth,

        @Doc("Whether each call leaves a record: `calls` or `none`.") @Default("calls")
        Recording record,

        @Doc("How long the record of a call is kept; days are dropped whole, by UTC.") @Default("400d")
        Duration retention,

        @Doc("Whether callers may speak HTTP/2.") @Default("true")
        boolean http2,

        @Doc("The certificate of the data listener; without it the listener is clear text.") @Nullable
        TlsSettings tls,

        @Doc("What is accepted from callers.") LimitSettings limits,

        @Doc("Whether `/metrics` wants the admin key: `key`, or `open`.") @Default("key")
        Metrics metrics,

        @Doc("What goes to the log: one JSON line per call with `calls`, else `none`.") @Default("none")
        CallLog log,

        @Doc("How long running calls may take to end when Sluice stops.") @Default("120s")
        Duration drain,

        @Doc("Responses (`/v1/responses`) that no provider keeps.")
        ResponsesSettings responses,

        @Doc(
                "Hosts whose images and files are fetched for callers who name them by address, where a provider takes no addresses; over https on port 443, without redirects, and only where the name leads to the public Internet.")
        List<HostPattern> egress,

        @Doc("Providers to add to the catalog, or what differs in those it has, by id.")
        Map<String, CatalogSettings> catalog,

        @Doc(
                "That this stands where a LiteLLM proxy stood: everything on one port, and only the names of `models` may be"
                        + " called. A configuration of LiteLLM's says so by itself.")
        @Nullable
        Compatible litellm) {

    /** Keeps unmodifiable copies, in the order of the file. */
    public Settings {
        providers = Collections.unmodifiableMap(new LinkedHashMap<>(providers));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        egress = List.copyOf(egress);
        catalog = Collections.unmodifiableMap(new LinkedHashMap<>(catalog));
    }

    /** These with what the command line says instead. */
    public Settings with(Overrides overrides) {
        return new Settings(
                Objects.requireNonNullElse(overrides.listen(), listen),
                Objects.requireNonNullElse(overrides.admin(), admin),
                Objects.requireNonNullElse(overrides.data(), data),
                providers,
                models,
                auth,
                record,
                retention,
                http2,
                tls,
                limits,
                metrics,
                log,
                drain,
                responses,
                egress,
                catalog,
                litellm);
    }

    /** These with other providers. */
    Settings withProviders(Map<String, ProviderSettings> others) {
        return new Settings(
                listen, admin, data, others, models, auth, record, retention, http2, tls, limits, metrics, log, drain,
                responses, egress, catalog, litellm);
    }

    /** These as they stand where a LiteLLM proxy stood: with that master key, and the admin calls at that address. */
    Settings asProxy(Compatible proxy, ListenAddress adminAt) {
        return new Settings(
                listen, adminAt, data, providers, models, auth, record, retention, http2, tls, limits, metrics, log,
                drain, responses, egress, catalog, proxy);
    }

    /** Whether callers and the admin plane meet at one address. */
    boolean onePort() {
        return litellm != null && admin.equals(listen);
    }

    /** The keys that differ from what runs and that nothing but a restart can change. */
    List<String> fixedChanges(Settings running) {
        List<String> changes = new ArrayList<>();
        add(changes, "listen", listen.equals(running.listen));
        add(changes, "admin", admin.equals(running.admin));
        add(changes, "data", data.equals(running.data));
        add(changes, "http2", http2 == running.http2);
        add(changes, "tls", (tls == null) == (running.tls == null));
        add(changes, "litellm", (litellm == null) == (running.litellm == null));
        add(changes, "litellm.master-key", sameKey(running));
        return List.copyOf(changes);
    }

    /** These, but with what nothing but a restart can change as it runs. */
    Settings keepingFixed(Settings running) {
        return new Settings(
                running.listen,
                running.admin,
                running.data,
                providers,
                models,
                auth,
                record,
                retention,
                running.http2,
                (tls == null) == (running.tls == null) ? tls : running.tls,
                limits,
                metrics,
                log,
                drain,
                responses,
                egress,
                catalog,
                (litellm == null) == (running.litellm == null) ? litellm : running.litellm);
    }

    private boolean sameKey(Settings running) {
        Secret own = masterKey();
        Secret theirs = running.masterKey();
        return own == null || theirs == null ? own == null && theirs == null : own.sameAs(theirs);
    }

    /** What opens the admin calls and all models where a LiteLLM proxy stood; null where the admin key does. */
    @Nullable
    Secret masterKey() {
        return litellm == null ? null : litellm.masterKey();
    }

    private static void add(List<String> changes, String key, boolean same) {
        if (!same) {
            changes.add(key);
        }
    }

    /** These with other public models. */
    Settings withModels(Map<String, ModelSettings> others) {
        return new Settings(
                listen, admin, data, providers, others, auth, record, retention, http2, tls, limits, metrics, log,
                drain, responses, egress, catalog, litellm);
    }

    /** What the command line says; null where it says nothing. */
    public record Overrides(
            @Nullable ListenAddress listen,
            @Nullable ListenAddress admin,
            @Nullable Path data) {
        /** Nothing. */
        public static final Overrides NONE = new Overrides(null, null, null);
    }

    /** Who may call. */
    public enum Auth {
        KEYS,
        NONE
    }

    /** What is recorded. */
    public enum Recording {
        CALLS,
        NONE
    }

    /** Who may read the metrics. */
    public enum Metrics {
        KEY,
        OPEN
    }

    /** What is logged of calls. */
    public enum CallLog {
        CALLS,
        NONE
    }
}
