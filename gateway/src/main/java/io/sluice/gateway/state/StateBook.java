package io.sluice.gateway.state;

import io.sluice.gateway.account.Owner;
import io.sluice.gateway.account.StateClaim;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers who was given which id of a provider's state: what is new in memory, all of it in the store. A claim is in
 * force as soon as {@link #claim} returns, on every loop; the store has it a moment later.
 */
public final class StateBook {
    /** Two generations of so many ids are in memory; what was not claimed lately is read from the store. */
    private static final int GENERATION = 20_000;

    private final StateDesk desk;
    private volatile Map<String, List<StateClaim>> young = new ConcurrentHashMap<>();
    private volatile Map<String, List<StateClaim>> old = Map.of();

    /** A book whose pages are in that desk's store. */
    public StateBook(StateDesk desk) {
        this.desk = desk;
    }

    /** Remembers a claim. Never waits. */
    public void claim(StateClaim claim) {
        List<StateClaim> known = remembered(claim.id());
        boolean again = known.stream()
                .anyMatch(one ->
                        one.owner().equals(claim.owner()) && one.provider().equals(claim.provider()));
        if (again) {
            return;
        }
        Map<String, List<StateClaim>> into = young;
        into.merge(claim.id(), with(known, claim), (now, _) -> with(now, claim));
        if (into.size() >= GENERATION) {
            turn();
        }
        desk.write(claim);
    }

    private static List<StateClaim> with(List<StateClaim> known, StateClaim more) {
        List<StateClaim> all = new ArrayList<>(known);
        all.add(more);
        return List.copyOf(all);
    }

    private synchronized void turn() {
        if (young.size() >= GENERATION) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }

    /** What is in memory of an id; never waits. */
    List<StateClaim> remembered(String id) {
        List<StateClaim> known = young.get(id);
        return known == null ? old.getOrDefault(id, List.of()) : known;
    }

    /** What to do with claims that were found. */
    interface Found {
        /** The step to take now, on the call's loop. */
        Step then(Call call, Map<String, List<StateClaim>> claims);
    }

    /**
     * Goes on with the claims of these ids: at once where memory has one of the caller's for each, else from the store.
     * What is another's takes the same way as what was never seen, so that the time it takes does not tell them apart.
     */
    Step lookUp(Call call, List<String> ids, Found found) {
        Owner owner = Owner.of(call.key());
        Map<String, List<StateClaim>> known = new HashMap<>();
        ids.forEach(id -> known.put(id, remembered(id)));
        boolean all = known.values().stream()
                .allMatch(claims ->
                        claims.stream().anyMatch(claim -> claim.owner().equals(owner)));
        return all ? found.then(call, known) : stored(List.copyOf(known.keySet()), found);
    }

    private Step stored(List<String> ids, Found found) {
        return new Step.Await(() -> {
            Map<String, List<StateClaim>> claims = new HashMap<>();
            try {
                for (String id : ids) {
                    claims.put(id, claims(id));
                }
            } catch (IOException failed) {
                return _ -> new Step.Refuse(StateFailures.unavailable());
            }
            return later -> found.then(later, claims);
        });
    }

    /**
     * All claims of an id. Waits for the store, so never on a loop.
     *
     * @throws IOException where the store cannot be read, or has too much to do
     */
    List<StateClaim> claims(String id) throws IOException, InterruptedException {
        Set<StateClaim> all = new HashSet<>(desk.claims(id));
        all.addAll(remembered(id));
        return List.copyOf(all);
    }
}
