package io.sluice.gateway.catalog;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider ready to be called: the catalog's facts with the configuration's additions, every place filled.
 *
 * @param id the name before the slash of {@code provider/model}
 * @param entry the id of the catalog entry it was made of; its own id where that is in no catalog
 * @param wires the dialects it speaks that this version speaks too, its own first; one at least
 * @param auth how a credential is sent, the caller's own too
 * @param credentials in the configuration's order; empty where none is needed or the caller's own is passed on
 * @param callersKey whether the caller's own credential is passed on instead
 * @param headers further headers every request wants, by lower-case name
 * @param places what filled the places of its addresses ({@code region}, {@code project} ...)
 * @param quirks words of the flags vocabulary, each {@code name} or {@code name=value}
 * @param selfHosted whether it costs nothing unless priced
 * @param discover whether its own list of models is read
 */
public record Provider(
        String id,
        String entry,
        List<Wire> wires,
        AuthScheme auth,
        List<Credential> credentials,
        boolean callersKey,
        Map<String, String> headers,
        Map<String, String> places,
        Clocks clocks,
        List<String> quirks,
        boolean selfHosted,
        boolean discover) {

    /** Keeps copies. */
    public Provider {
        wires = List.copyOf(wires);
        credentials = List.copyOf(credentials);
        headers = Map.copyOf(headers);
        places = Map.copyOf(places);
        quirks = List.copyOf(quirks);
    }

    /** One at that address that speaks OpenAI's chat completions, wants no credential and costs nothing. */
    public static Provider open(String id, URI base) {
        return new Provider(
                id,
                id,
                List.of(Wire.usual(base)),
                new AuthScheme.None(),
                List.of(),
                false,
                Map.of(),
                Map.of(),
                Clocks.USUAL,
                List.of(),
                true,
                false);
    }

    /** This one, with its own list of models read. */
    public Provider discovering() {
        return new Provider(
                id, entry, wires, auth, credentials, callersKey, headers, places, clocks, quirks, selfHosted, true);
    }

    /** Whether it is reached in the same way with the same credentials, so that a reload can keep what it said. */
    public boolean sameAs(Provider other) {
        boolean same = credentials.size() == other.credentials.size();
        for (int i = 0; same && i < credentials.size(); i++) {
            same = credentials.get(i).sameAs(other.credentials.get(i));
        }
        return same
                && id.equals(other.id)
                && wires.equals(other.wires)
                && headers.equals(other.headers)
                && places.equals(other.places)
                && clocks.equals(other.clocks)
                && callersKey == other.callersKey
                && discover == other.discover;
    }

    /**
     * The dialects a model may be called in, best first: the one its own line asks for, else those that are for it,
     * else the first.
     *
     * @param demanded the name of the {@link Wire} the model's line asks for, or null
     */
    public List<Wire> wires(String model, @Nullable String demanded) {
        if (demanded != null) {
            List<Wire> asked =
                    wires.stream().filter(wire -> wire.name().equals(demanded)).toList();
            if (!asked.isEmpty()) {
                return asked;
            }
        }
        List<Wire> serving = wires.stream().filter(wire -> wire.serves(model)).toList();
        return serving.isEmpty() ? List.of(first()) : serving;
    }

    /** The dialect it is called in where neither caller nor model say otherwise. */
    public Wire first() {
        return wires.getFirst();
    }

    /** The address of {@link #first}. */
    public URI base() {
        return first().base();
    }

    /** Where the connections of {@link #first} go. */
    public Origin origin() {
        return first().origin();
    }

    /** Certificate authorities to trust instead of the usual ones, PEM. */
    public @Nullable Path ca() {
        return first().ca();
    }
}
