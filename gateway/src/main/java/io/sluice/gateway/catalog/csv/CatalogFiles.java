package io.sluice.gateway.catalog.csv;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The files of a catalog in its own form, as text. */
final class CatalogFiles {
    /** The columns of a provider's line. */
    static final List<String> PROVIDER_COLUMNS =
            List.of("id", "name", "category", "url", "auth", "env", "fill", "dialects", "quirks", "headers");

    private static final String PROVIDERS_HEAD = """
            # Model providers, one a line, sorted by id; columns are separated by one tab and "-" is an empty one.
            # Made by `sluice catalog refresh`; what the tables it reads cannot say stands in csv/provider-notes.tsv.
            #
            # id          the name in the configuration and before the slash of provider/model
            # name        the provider's own name
            # category    lab | cloud | host | aggregator | media | platform | self-hosted (costs nothing unless priced)
            # url         where paths are appended; {x} is filled by `region`, `project`, `location`, `resource`, `api-version`
            #             or `fill` of the configuration, else by the variables in the column fill; {vertex-host} follows from
            #             the location; empty: the configuration must name it
            # auth        how the credential is sent, the usual way first: bearer | none | header:NAME[:PREFIX] | query:NAME |
            #             aws:SERVICE | google | azure[:SCOPE]; a "?" at the end: also answers without one
            # env         variables that hold its credential, most used first; "~": a general one, which enables nothing by
            #             itself
            # fill        place=VARIABLE|VARIABLE for places of addresses and headers
            # dialects    what it speaks, its own first, "; " between: DIALECT[@AT] WORD...
            #               @/x below url, @^/x on its host in place of its path, @https://... an address of its own
            #               ACTION at its usual path, ACTION=/path, no-ACTION (chat, stream, complete, embed, count, models)
            #               for=GLOB|GLOB the models it is for, demanded: those whose own line asks for it, as=NAME by that name
            #               if=PLACE:PREFIX counts only where that place is filled so, and then stands for the other of its name
            #               +FLAG a quirk of that dialect alone
            #             a word that is no dialect of ours is here so that its name gets a plain answer
            # quirks      how it differs, in words of docs/quirks.md
            # headers     NAME=VALUE that every request wants; left out while a place in it is not filled
            """;

    private CatalogFiles() {}

    /** The text of {@code providers.tsv}. */
    static String providers(Collection<List<String>> lines) {
        return lines.stream()
                .map(cells -> String.join("\t", cells) + "\n")
                .collect(Collectors.joining("", PROVIDERS_HEAD, ""));
    }
}
