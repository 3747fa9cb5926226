package io.sluice.dialects.gemini;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Operation;
import io.sluice.dialects.OutputCap;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one request's outline. Model and stream are the path's; a field may be written in either spelling, not in both. */
final class GeminiRequest {
    static final String CONFIG = "generationConfig";
    static final String CAP = "maxOutputTokens";

    private final Asking asking;
    private final Outline outline;
    private final Bytes body;
    private final Complaint complaint = new Complaint();

    GeminiRequest(Asking asking, Outline outline, Bytes body) {
        this.asking = asking;
        this.outline = outline;
        this.body = body;
    }

    Reading read() {
        if (outline.kind() != Kind.OBJECT) {
            complaint.refuse("body", "The request must be a JSON object.");
        } else {
            once(outline, "");
        }
        String model = model();
        boolean chat = asking.operation() == Operation.CHAT;
        Outline config = chat ? config(outline) : null;
        if (config != null) {
            once(config, CONFIG + ".");
        }
        OutputCap cap = config == null ? null : cap(config);
        int choices = config == null ? 1 : choices(config);
        if (complaint.error() != null) {
            return new Reading.Refused(complaint.error());
        }
        boolean stream = chat && Boolean.TRUE.equals(asking.stream());
        return new Reading.Understood(
                new RequestFacts(asking.operation(), model, stream, cap, choices, stream, outline));
    }

    private String model() {
        if (asking.model() != null) {
            return asking.model();
        }
        Member member = outline.member("model");
        String name = member == null ? "" : value(member).text();
        if (name.isEmpty()) {
            complaint.refuse("model", "The request names no model.");
        }
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** Two spellings of one field could be read differently by two readers. */
    private void once(Outline object, String within) {
        Set<String> seen = new HashSet<>();
        for (Member member : object.members()) {
            String name = Fields.camel(member.key());
            boolean another = !seen.add(name);
            if (another && (within.isEmpty() ? GeminiGenerate.UNREPEATABLE.contains(name) : true)) {
                complaint.refuse(within + name, "'" + within + name + "' is given twice.");
            }
        }
    }

    /** The outline of the generation config, in either spelling. */
    static @Nullable Outline config(Outline outline) {
        Member member = member(outline, CONFIG);
        return member == null ? null : member.inner();
    }

    /** The member of that name in either spelling. */
    static @Nullable Member member(Outline object, String name) {
        for (Member member : object.members()) {
            if (Fields.camel(member.key()).equals(name)) {
                return member;
            }
        }
        return null;
    }

    private @Nullable OutputCap cap(Outline config) {
        Member member = member(config, CAP);
        Long tokens = whole(member, CAP);
        return member == null || tokens == null ? null : new OutputCap(CONFIG + "." + CAP, tokens);
    }

    private int choices(Outline config) {
        Long count = whole(member(config, "candidateCount"), "candidateCount");
        if (count != null && count < 1) {
            complaint.refuse(CONFIG + ".candidateCount", "'candidateCount' must be 1 or more, not " + count + ".");
        }
        return count == null ? 1 : Math.clamp(count, 1, Integer.MAX_VALUE);
    }

    private @Nullable Long whole(@Nullable Member member, String name) {
        if (member == null || member.kind() == Kind.NULL) {
            return null;
        }
        Long number = Numbers.whole(value(member));
        if (number == null || number < 0) {
            complaint.refuse(CONFIG + "." + name, "a whole number", value(member));
            return null;
        }
        return number;
    }

    private Value value(Member member) {
        return new Value(body, member.start(), member.end());
    }
}
