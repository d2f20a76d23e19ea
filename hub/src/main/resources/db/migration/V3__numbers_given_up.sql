-- Sequence numbers that the ledger misses and no longer asks for: asked several times, the agent had nothing under them. A repaired
-- journal leaves out a million. For SQLite and PostgreSQL alike.

CREATE TABLE journal_given_up (
  journal BYTEA NOT NULL REFERENCES journals (id),
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  PRIMARY KEY (journal, from_seq)
);
