-- Dead letters that people look after, and journals whose numbers mean two things. For SQLite and PostgreSQL alike.

-- what the message's user property content-encoding said, so that the letter can be taken in again
ALTER TABLE dead_letters ADD COLUMN encoding TEXT NOT NULL DEFAULT '';
-- SHA-256 of topic, encoding and body: the same message again is the same letter
ALTER TABLE dead_letters ADD COLUMN fingerprint BYTEA;
-- how long the body was when it came, of which the payload may be the beginning
ALTER TABLE dead_letters ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
ALTER TABLE dead_letters ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
ALTER TABLE dead_letters ADD COLUMN last_at BIGINT NOT NULL DEFAULT 0;
-- before, a body was cut at 64 KiB
UPDATE dead_letters SET last_at = at,
  bytes = CASE WHEN LENGTH(payload) >= 65536 THEN LENGTH(payload) + 1 ELSE LENGTH(payload) END;
CREATE UNIQUE INDEX dead_letters_by_fingerprint ON dead_letters (fingerprint);
CREATE INDEX dead_letters_by_topic ON dead_letters (topic);

-- One row: how much is kept, so that a bound costs no count, and how many letters found no room, ever.
CREATE TABLE dead_letter_sums (
  id INTEGER NOT NULL PRIMARY KEY,
  letters BIGINT NOT NULL,
  kept_bytes BIGINT NOT NULL,
  let_go BIGINT NOT NULL
);
INSERT INTO dead_letter_sums (id, letters, kept_bytes, let_go)
  SELECT 1, COUNT(*), COALESCE(SUM(LENGTH(payload)), 0), 0 FROM dead_letters;

-- Who did what with a letter and what came of it; outlives the letter.
CREATE TABLE dead_letter_acts (
  id BYTEA NOT NULL PRIMARY KEY,
  letter BYTEA NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  act TEXT NOT NULL,
  topic TEXT NOT NULL,
  reason TEXT NOT NULL,
  outcome TEXT NOT NULL
);
CREATE INDEX dead_letter_acts_by_letter ON dead_letter_acts (letter);

-- the agent that had the journal before the one that has it now; two that take turns share it
ALTER TABLE journals ADD COLUMN other_site TEXT;
ALTER TABLE journals ADD COLUMN other_agent TEXT;
ALTER TABLE journals ADD COLUMN shared_at BIGINT;
-- scans that came under numbers of others, ever, and when the newest did
ALTER TABLE journals ADD COLUMN reused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE journals ADD COLUMN reused_at BIGINT;
