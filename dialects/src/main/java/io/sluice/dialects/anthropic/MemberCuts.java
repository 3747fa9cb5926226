package io.sluice.dialects.anthropic;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes members out of a document's top level, each with its name and one comma, leaving every other byte alone. */
final class MemberCuts {
    private final Outline outline;
    private final Bytes body;

    MemberCuts(Outline outline, Bytes body) {
        this.outline = outline;
        this.body = body;
    }

    /** The edits that take those names out; neighbours go together, so that no two edits want the same comma. */
    List<Edit> without(Set<String> names) {
        List<Edit> edits = new ArrayList<>();
        List<Member> members = outline.members();
        int i = 0;
        while (i < members.size()) {
            int first = i;
            while (i < members.size() && names.contains(members.get(i).key())) {
                i++;
            }
            if (i > first) {
                edits.add(cut(first, i));
            }
            i++;
        }
        return edits;
    }

    private Edit cut(int first, int after) {
        List<Member> members = outline.members();
        int end = members.get(after - 1).end();
        if (first > 0) {
            return Edit.of(members.get(first - 1).end(), end, "");
        }
        return Edit.of(outline.start() + 1, after < members.size() ? nameStart(members.get(after)) : end, "");
    }

    /** Where the member's name begins, its quote included: a name holds no unescaped quote. */
    private int nameStart(Member member) {
        int at = member.start() - 1;
        while (body.at(at) != '"') {
            at--;
        }
        at--;
        while (body.at(at) != '"' || escaped(at)) {
            at--;
        }
        return at;
    }

    private boolean escaped(int at) {
        int slashes = 0;
        while (body.at(at - 1 - slashes) == '\\') {
            slashes++;
        }
        return slashes % 2 == 1;
    }
}
