package io.sluice.dialects;

import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;

/**
 * What a writer of translated answers must know of the call.
 *
 * @param callId unique to the call; ids of answers and items are made of it, so they are unique per turn
 * @param createdSeconds when the call began, in seconds since 1970
 * @param model the name the answer is to carry
 * @param conversation what was asked: settings to echo, tools by name
 * @param losses takes what of the answer cannot be carried
 */
public record Asked(String callId, long createdSeconds, String model, Conversation conversation, Losses losses) {}
