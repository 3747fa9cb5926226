package io.sluice.dialects.gemini;

import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one turn on its way to a model. */
final class RequestParts extends Parts {
    /** What Google tells clients to write where they have no signature. */
    static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final Sending sending;
    private final Generation generation;
    private final Map<String, String> names;
    private boolean mustSign;

    /**
     * Parts for that model.
     *
     * @param names of tools by the ids of their calls
     * @param mustSign whether the turn's first call must have a signature
     */
    RequestParts(Sending sending, Generation generation, Map<String, String> names, boolean mustSign, Losses losses) {
        super(losses);
        this.sending = sending;
        this.generation = generation;
        this.names = names;
        this.mustSign = mustSign;
    }

    @Override
    void add(Block block, String path) {
        super.add(block, path);
        // Of parallel calls only the first is signed.
        mustSign &= !(block instanceof Block.ToolCall);
    }

    @Override
    protected @Nullable String signature(Seal seal, boolean hidden, String id, String path) {
        if (seal.family().equals(Seal.GEMINI)) {
            return seal.data();
        }
        losses.add(path, "thinking sealed by another family");
        return null;
    }

    @Override
    protected String missing(String path) {
        if (!mustSign) {
            return "";
        }
        losses.add(path + ".seal", "a call without a thought signature: sent with the escape value");
        return NO_SIGNATURE;
    }

    @Override
    protected boolean thoughts() {
        return true;
    }

    @Override
    protected String callId(String id) {
        boolean none =
                id.startsWith(TurnReader.MADE) || sending.quirks().flags().contains("no_call_ids");
        return none ? "" : id;
    }

    @Override
    protected String toolName(String name) {
        return ToolWriter.name(name);
    }

    @Override
    protected boolean fetches(String url) {
        return Media.isOwn(url)
                || (Media.isWeb(url)
                        && !generation.isOld()
                        && !sending.quirks().flags().contains("no_image_url"));
    }

    @Override
    protected void result(Block.ToolResult result, String path) {
        List<String> texts = new ArrayList<>();
        List<String> media = new ArrayList<>();
        for (int i = 0; i < result.content().size(); i++) {
            String at = path + ".content[" + i + "]";
            switch (result.content().get(i)) {
                case Block.Text text -> texts.add(text.text());
                case Block.Media one -> {
                    String part = mediaPart(one, "", at);
                    if (part != null) {
                        media.add(part);
                    }
                }
                case Block.Opaque opaque when opaque.dialect().equals(GeminiGenerate.ID) -> media.add(opaque.json());
                default -> losses.add(at, FOREIGN);
            }
        }
        String name = result.name().isEmpty() ? names.getOrDefault(result.id(), "") : result.name();
        if (name.isEmpty()) {
            losses.add(path + ".name", "a tool result whose call is not there");
            name = "unknown";
        }
        boolean within = !generation.isOld() && (generation.isThird() || generation.number() == null);
        String response = new ToolAnswers(texts, result.failed()).json();
        put(PartText.result(
                callId(result.id()), toolName(name), response, within ? media : List.of(), rest(result.notes())));
        if (!within && !media.isEmpty()) {
            losses.add(path + ".content", "gemini before 3 takes no media in tool results: put beside them");
            media.forEach(this::put);
        }
    }
}
