package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How what the canonical model has no place for is noted on blocks, so that the same items can be written again. */
final class Spelling {
    static final String DIALECT = "openai-responses";

    /** An item's own id. */
    static final String ID = Extras.SPELLING + "id";
    /** An item's status. */
    static final String STATUS = Extras.SPELLING + "status";
    /** A part of a message where the block before it belongs to another message. */
    static final String BEGINS = Extras.SPELLING + "begins";
    /** An opaque block that is a part of a message, not an item. */
    static final String PART = Extras.SPELLING + "part";
    /** The result of a custom tool. */
    static final String CUSTOM = Extras.SPELLING + "custom";
    /** Thinking that stands in {@code content}, not in {@code summary}. */
    static final String CONTENT = Extras.SPELLING + "content";
    /** The lengths of the parts a thinking text was joined of. */
    static final String LENGTHS = Extras.SPELLING + "lengths";
    /** A first system turn that was an item, not the instructions. */
    static final String ITEM = Extras.SPELLING + "item";
    /** Token probabilities of a text the caller sends back. */
    static final String LOGPROBS = Extras.SPELLING + "logprobs";

    /** How closely a picture is to be looked at, where that is left to the provider. */
    static final String DETAIL = Extras.SPELLING + "detail";

    /** Before the names of what an answer's reasoning items say besides, noted on the choice. */
    static final String OF_REASONING = "reasoning.";

    /** The phase a message of the model's belongs to. */
    static final String PHASE = "phase";

    /** Between the parts of a thinking text. */
    static final String GAP = "\n\n";

    private static final String OF_MESSAGE = "message.";
    private static final Set<String> MESSAGE = Set.of("type", "role", "content");
    private static final String HIDDEN = "hidden/";
    private static final String OF_CALL = "call/";
    private static final String TRUE = "true";

    private Spelling() {}

    /** The members of an item or a part that are not {@code known}, those of {@code spelled} under a name of their own. */
    static Map<String, String> rest(Node node, Set<String> known, Set<String> spelled) {
        Map<String, String> fields = new LinkedHashMap<>();
        node.members().forEach((name, value) -> {
            if (!known.contains(name) && !value.raw().equals("null")) {
                fields.put(spelled.contains(name) ? Extras.SPELLING + name : name, value.raw());
            }
        });
        return fields;
    }

    /** What a message says besides, to be noted on the first of its parts. */
    static Map<String, String> restOfMessage(Node message, Set<String> spelled) {
        Map<String, String> fields = new LinkedHashMap<>();
        rest(message, MESSAGE, spelled).forEach((name, value) -> {
            boolean named = name.equals(PHASE) || name.startsWith(Extras.SPELLING);
            fields.put(named ? name : OF_MESSAGE + name, value);
        });
        return fields;
    }

    /** Whether the field is noted of a part, not of the message it belongs to. */
    static boolean isOfPart(String name) {
        return !name.startsWith(Extras.SPELLING) && !name.startsWith(OF_MESSAGE) && !name.equals(PHASE);
    }

    /** Writes what was noted of the message on its first part. */
    static void ofMessage(JsonWriter json, Notes notes) {
        if (ours(notes)) {
            notes.extras().fields().forEach((name, value) -> {
                if (name.equals(PHASE)) {
                    json.name(name).raw(value);
                } else if (name.startsWith(OF_MESSAGE)) {
                    json.name(name.substring(OF_MESSAGE.length())).raw(value);
                }
            });
        }
    }

    /** Writes what was noted of the part itself. */
    static void ofPart(JsonWriter json, Notes notes) {
        if (ours(notes)) {
            notes.extras().fields().forEach((name, value) -> {
                if (isOfPart(name)) {
                    json.name(name).raw(value);
                }
            });
        }
    }

    /** Those fields as notes. */
    static Notes notes(Map<String, String> fields) {
        return Notes.of(Extras.of(DIALECT, fields));
    }

    /** Whether the notes say so. */
    static boolean says(Notes notes, String name) {
        return TRUE.equals(notes.extras().field(DIALECT, name));
    }

    /** Whether the thinking was an item of this dialect, as far as that can be told: it had an id, or notes. */
    static boolean read(Block.Thinking thinking) {
        return ours(thinking.notes()) || thinking.id().startsWith("rs_");
    }

    /** Whether a block was read from this dialect with anything worth a note. */
    static boolean ours(Notes notes) {
        return notes.extras().dialect().equals(DIALECT);
    }

    /** Writes the members noted of what is this dialect's, those that only spell it left out. */
    static void write(JsonWriter json, Extras extras) {
        if (extras.dialect().equals(DIALECT)) {
            extras.fields().forEach((name, value) -> {
                if (!name.startsWith(Extras.SPELLING)) {
                    json.name(name).raw(value);
                }
            });
        }
    }

    /** Writes a member noted under a name of its own, if it was. */
    static void write(JsonWriter json, Notes notes, String spelled) {
        String value = notes.extras().field(DIALECT, spelled);
        if (value != null) {
            json.name(spelled.substring(Extras.SPELLING.length())).raw(value);
        }
    }

    /** Notes with one more fact. */
    static Notes saying(Notes notes, String name) {
        Map<String, String> fields =
                new LinkedHashMap<>(ours(notes) ? notes.extras().fields() : Map.of());
        fields.put(name, TRUE);
        return new Notes(notes.cache(), Extras.of(DIALECT, fields));
    }

    /** The proof of hidden thinking, told apart from the proof of thinking whose text is empty. */
    static Seal hidden(Seal seal) {
        return seal.family().equals(Seal.OPENAI) ? seal : new Seal(HIDDEN + seal.family(), seal.data());
    }

    /** The proof of a call, which has no slot here: it travels in a reasoning item after the call. */
    static Seal ofCall(Seal seal) {
        return new Seal(OF_CALL + seal.family(), seal.data());
    }

    static boolean isHidden(Seal seal) {
        return seal.family().startsWith(HIDDEN);
    }

    static boolean isOfCall(Seal seal) {
        return seal.family().startsWith(OF_CALL);
    }

    /** The proof itself, whatever it was told apart as. */
    static Seal bare(Seal seal) {
        return new Seal(seal.family().substring(seal.family().indexOf('/') + 1), seal.data());
    }
}
