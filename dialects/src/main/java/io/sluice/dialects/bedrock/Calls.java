package io.sluice.dialects.bedrock;

import io.sluice.dialects.model.Block;

/** Ids of tool calls for callers, where the provider gave none. */
final class Calls {
    private Calls() {}

    static Block identified(Block block, String callId, int number) {
        return block instanceof Block.ToolCall call && call.id().isEmpty()
                ? new Block.ToolCall(
                        made(callId, number), call.name(), call.arguments(), call.free(), call.seal(), call.notes())
                : block;
    }

    static String made(String callId, int number) {
        return Ids.call("call_" + callId + "_" + number);
    }
}
