package io.sluice.gateway.call;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.call.wire.Loop;
import io.sluice.gateway.call.wire.RequestHead;
import io.sluice.gateway.journal.CallId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call, from its head to its last byte. All of it lives on one loop; nothing of it may be handed to another thread.
 *
 * <p>It fills up as it goes: the key is there once Authenticate let it on, the body and what is asked once the body was
 * read, the plan once Route has made one. Asking earlier is a mistake and throws.
 */
public final class Call {
    private final CallId id;
    private final RequestHead head;
    private final Endpoint endpoint;
    private final Loop loop;
    private final long receivedMicros;
    private final long receivedNanos;
    private final List<Attempt> attempts = new ArrayList<>(1);
    private final List<Kept> kept = new ArrayList<>(2);
    private @Nullable VirtualKey key;
    private @Nullable String keyHeader;
    private boolean open;
    private @Nullable RequestFacts facts;
    private @Nullable Bytes body;
    private @Nullable Conversation conversation;
    private boolean enveloped;
    private @Nullable Plan plan;
    private @Nullable Attempt answering;
    private Reveal reveal = Reveal.ID;
    private @Nullable String answerAs;
    private Map<String, String> tells = Map.of();
    private final List<String> remarks = new ArrayList<>(0);
    private @Nullable CallId parent;
    boolean namesState;
    long bytesIn;
    long bytesOut;

    private record Kept(Stage stage, Object state) {

        // Two stages may be equal records; each remembers for itself alone.
        @SuppressWarnings("ReferenceEquality")
        boolean of(Stage asking) {
            return stage == asking;
        }
    }

    Call(CallId id, RequestHead head, Endpoint endpoint, Loop loop, long receivedMicros, long receivedNanos) {
        this.id = id;
        this.head = head;
        this.endpoint = endpoint;
        this.loop = loop;
        this.receivedMicros = receivedMicros;
        this.receivedNanos = receivedNanos;
    }

    /** The id in {@code x-sluice-call-id} and in the record. */
    public CallId id() {
        return id;
    }

    /** What came before the body. */
    public RequestHead head() {
        return head;
    }

    /** What the path stands for. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** The loop that owns the call. */
    public Loop loop() {
        return loop;
    }

    /** When the head came in, microseconds of the epoch. */
    public long receivedMicros() {
        return receivedMicros;
    }

    /** When the head came in, on the ticker. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /** The caller's virtual key, or null before it is known and where none is asked for. */
    public @Nullable VirtualKey key() {
        return key;
    }

    /** Says who calls; once. */
    public void authenticated(VirtualKey caller) {
        key = caller;
    }

    /** Says that nobody is asked for a key. */
    public void openToAnyone() {
        open = true;
    }

    /** Whether it is settled who calls: the key is known, or none is asked for. */
    public boolean callerSettled() {
        return open || key != null;
    }

    /** Which header carried the virtual key, or null; a caller's own credential is whatever came in another one. */
    public void keyCameIn(String header) {
        keyHeader = header;
    }

    /** The credential the caller sent for a provider beside the virtual key, under that provider's header; else null. */
    @Nullable
    String callersCredential(String header) {
        return header.equals(keyHeader) ? null : head.headers().first(header);
    }

    /** How much answers tell this caller of providers. */
    public Reveal reveal() {
        return reveal;
    }

    /** Says how much answers tell. */
    public void reveal(Reveal level) {
        reveal = level;
    }

    /** What the body asks for; null before it was read and for endpoints without one. */
    public @Nullable RequestFacts facts() {
        return facts;
    }

    /** The body's bytes, valid for as long as the call lives. */
    public Bytes body() {
        Bytes read = body;
        if (read == null) {
            throw new IllegalStateException("the body has not been read yet");
        }
        return read;
    }

    /** The body as a conversation, once an attempt needed it; else null. */
    @Nullable
    Conversation conversation() {
        return conversation;
    }

    void understood(Conversation read) {
        conversation = read;
    }

    /** Whether the body brings back a seal in an envelope of ours, so that it may not pass as it is. */
    boolean enveloped() {
        return enveloped;
    }

    void read(RequestFacts asked, Bytes whole, boolean withEnvelope) {
        enveloped = withEnvelope;
        facts = asked;
        body = whole;
    }

    /** Whether the body has a member, at whatever depth, that may name state at a provider. */
    public boolean namesState() {
        return namesState;
    }

    /**
     * Puts a request that a stage wrote in place of the caller's, before the first attempt. It goes to providers of the
     * caller's dialect, too, as a conversation written anew.
     */
    public void rewritten(Rewriting.Done request) {
        read(request.facts(), request.body(), true);
        namesState = request.namesState();
    }

    /** What translated answers say in fields of the caller's dialect. */
    Map<String, String> tells() {
        return tells;
    }

    /** Says what translated answers are to say in fields of the caller's dialect, as JSON texts by their names. */
    public void tells(Map<String, String> fields) {
        tells = Map.copyOf(fields);
    }

    /** The name a stored answer carries its model under, where that is not the provider's; else null. */
    @Nullable
    String answerAs() {
        return answerAs;
    }

    /** Says under which name a stored answer carries its model. */
    public void answerAs(@Nullable String model) {
        answerAs = model;
    }

    /** The targets to try. */
    public @Nullable Plan plan() {
        return plan;
    }

    /** Says where the call may go. */
    public void plan(Plan targets) {
        plan = targets;
    }

    /** Every attempt made so far, in order. */
    public List<Attempt> attempts() {
        return Collections.unmodifiableList(attempts);
    }

    void attempted(Attempt attempt) {
        attempts.add(attempt);
    }

    /** The attempt whose answer the caller gets: the last one where none has answered; null where there was none. */
    public @Nullable Attempt answering() {
        return answering == null && !attempts.isEmpty() ? attempts.getLast() : answering;
    }

    void answeredBy(Attempt attempt) {
        answering = attempt;
    }

    /** The call this one is a copy of; null where it is none. */
    public @Nullable CallId parent() {
        return parent;
    }

    void copyOf(Call other, Plan own) {
        parent = other.id;
        plan = own;
    }

    /** Notes something for the record, for people to read. */
    public void remark(String text) {
        remarks.add(text);
    }

    /** What was noted. */
    public List<String> remarks() {
        return Collections.unmodifiableList(remarks);
    }

    /** Bytes of the request body. */
    public long bytesIn() {
        return bytesIn;
    }

    /** Bytes of the answer's body written to the caller. */
    public long bytesOut() {
        return bytesOut;
    }

    /** Remembers something for a stage; replaces what it had. */
    public void keep(Stage stage, Object state) {
        kept.removeIf(entry -> entry.of(stage));
        kept.add(new Kept(stage, state));
    }

    /** What a stage remembered, or null. */
    public <T> @Nullable T kept(Stage stage, Class<T> type) {
        for (Kept entry : kept) {
            if (entry.of(stage)) {
                return type.cast(entry.state);
            }
        }
        return null;
    }

    /** How much an answer says of providers and prices. */
    public enum Reveal {
        /** Nothing, not even the call id. */
        NONE,
        /** The call id. */
        ID,
        /** Who served it, in how many attempts, at what cost. */
        ALL
    }
}
