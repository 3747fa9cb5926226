package io.sluice.gateway.app;

/**
 * What a key derived from the secrets is for. Each purpose has a label of its own, so that no two share a key and what
 * was made for one opens nothing of another; a label, once released, is never changed.
 */
enum Purpose {
    /** Recognising virtual keys. */
    VIRTUAL_KEYS(Root.PEPPER, "sluice/virtual-keys/1"),
    /** Knowing a provider's credential again by which something was made there. */
    STATE_CREDENTIALS(Root.PEPPER, "sluice/state-credentials/1"),
    /** Locking up answers that are kept here. */
    KEPT_ANSWERS(Root.KEK, "sluice/kept-answers/1"),
    /** Locking up provider credentials and tokens at rest. */
    CREDENTIALS(Root.KEK, "sluice/credentials/1");

    /** The two secrets of a data folder. */
    enum Root {
        PEPPER,
        KEK
    }

    private final Root root;
    private final String label;

    Purpose(Root root, String label) {
        this.root = root;
        this.label = label;
    }

    Root root() {
        return root;
    }

    String label() {
        return label;
    }
}
