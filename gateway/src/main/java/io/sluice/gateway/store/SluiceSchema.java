package io.sluice.gateway.store;

import java.util.List;

/** What {@code sluice.db} holds. Models are one a line, as no name has a line break in it; times are milliseconds since 1970. */
final class SluiceSchema {
    static final Schema SCHEMA = new Schema(List.of(List.of("""
            CREATE TABLE virtual_key (
              id TEXT PRIMARY KEY,
              name TEXT NOT NULL,
              fingerprint BLOB NOT NULL UNIQUE CHECK (length(fingerprint) = 32),
              models TEXT,
              created INTEGER NOT NULL,
              expires INTEGER,
              revoked INTEGER
            ) STRICT"""), List.of("""
            CREATE TABLE state_claim (
              id TEXT NOT NULL,
              owner TEXT NOT NULL,
              provider TEXT NOT NULL,
              credential TEXT NOT NULL,
              model TEXT NOT NULL,
              asked TEXT,
              made INTEGER NOT NULL,
              PRIMARY KEY (id, owner, provider)
            ) STRICT, WITHOUT ROWID""", """
            CREATE INDEX state_claim_made ON state_claim (made)""", """
            CREATE TABLE kept_answer (
              id TEXT PRIMARY KEY,
              owner TEXT NOT NULL,
              made INTEGER NOT NULL,
              sealed BLOB NOT NULL
            ) STRICT""", """
            CREATE INDEX kept_answer_made ON kept_answer (made)""")));

    private SluiceSchema() {}
}
