package io.sluice.gateway.admin;

import io.sluice.gateway.call.Reply;
import java.io.IOException;

/** Answers requests to one path of the admin plane; on a virtual thread, so it may wait. Safe for all threads. */
@FunctionalInterface
public interface AdminHandler {

    /**
     * The answer; its headers need no more than what is particular to it.
     *
     * @throws Refused where the request is wrong or cannot be done, which whoever asks is told
     * @throws IOException where a store fails, which is told as a failure of ours
     */
    Reply answer(AdminRequest request) throws IOException;
}
