-- Numbers that are lost and that a person has looked into: who dismissed them, when, and why. For SQLite and PostgreSQL alike.

-- Lost numbers that are not shown any more.
CREATE TABLE journal_dismissed (
  journal BYTEA NOT NULL REFERENCES journals (id),
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  PRIMARY KEY (journal, from_seq)
);

-- Each time that somebody dismissed some: never deleted.
CREATE TABLE loss_dismissals (
  id BYTEA NOT NULL PRIMARY KEY,
  journal BYTEA NOT NULL REFERENCES journals (id),
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  note TEXT NOT NULL,
  -- how many numbers, and the lowest and highest of them
  numbers BIGINT NOT NULL,
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL
);
CREATE INDEX loss_dismissals_by_journal ON loss_dismissals (journal, at);
