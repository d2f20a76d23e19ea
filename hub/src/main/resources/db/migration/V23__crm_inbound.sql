-- What comes from CRMs, what both sides have changed, and how far both are the same. For SQLite and PostgreSQL alike; times are
-- milliseconds since 1970 in UTC.

-- How far changes of a model are read. One row for each CRM and model.
CREATE TABLE crm_cursors (
  crm TEXT NOT NULL,
  model TEXT NOT NULL,
  -- in the CRM's own words
  place TEXT NOT NULL,
  -- when all there was had been read
  caught_up_at BIGINT,
  -- records so far: taken in, refused, of no business of ours
  taken BIGINT NOT NULL DEFAULT 0,
  refused BIGINT NOT NULL DEFAULT 0,
  ignored BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (crm, model)
);

-- Records of CRMs as they were seen last. Those that are done with go after a day, those that were refused after 90.
CREATE TABLE crm_inbox (
  crm TEXT NOT NULL,
  model TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  -- which state of the record that was; empty if it is to be read first
  version TEXT NOT NULL,
  -- waiting, done, refused
  state TEXT NOT NULL,
  -- what came of it last, and the words
  code TEXT NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL,
  -- when it is read again, if it waits
  due_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (crm, model, remote_id)
);
CREATE INDEX crm_inbox_waiting ON crm_inbox (crm, due_at) WHERE state = 'waiting';
CREATE INDEX crm_inbox_refused ON crm_inbox (crm, seen_at) WHERE state = 'refused';
CREATE INDEX crm_inbox_done ON crm_inbox (crm, seen_at) WHERE state = 'done';

-- Fields that a person has to decide on. At most 10,000 of a CRM are open; those that are decided go after 90 days.
CREATE TABLE crm_conflicts (
  id BYTEA NOT NULL UNIQUE,
  crm TEXT NOT NULL,
  model TEXT NOT NULL,
  record_key TEXT NOT NULL,
  field TEXT NOT NULL,
  -- hub, crm, both
  owner TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  place TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BYTEA NOT NULL,
  lane BYTEA NOT NULL,
  -- what both had last; null if they never had the same
  base TEXT,
  ours TEXT NOT NULL,
  theirs TEXT NOT NULL,
  found_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  -- open; ours, theirs: decided; agreed: both have the same by themselves
  state TEXT NOT NULL,
  decided_by TEXT,
  decided_at BIGINT,
  PRIMARY KEY (crm, model, record_key, field)
);
CREATE INDEX crm_conflicts_open ON crm_conflicts (crm, id) WHERE state = 'open';
CREATE INDEX crm_conflicts_decided ON crm_conflicts (crm, decided_at) WHERE state <> 'open';
CREATE INDEX crm_conflicts_by_lane ON crm_conflicts (lane);

-- Comparisons of both sides, one for each model; the last 20 of each are kept.
CREATE TABLE crm_reconciliations (
  id BYTEA NOT NULL PRIMARY KEY,
  crm TEXT NOT NULL,
  model TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  -- null while it runs
  ended_at BIGINT,
  -- theirs: their records are read; ours: ours are
  phase TEXT NOT NULL,
  -- the last key, or the entity and id of the last of ours; null at the beginning
  after_key TEXT,
  theirs BIGINT NOT NULL DEFAULT 0,
  ours BIGINT NOT NULL DEFAULT 0,
  missing_here BIGINT NOT NULL DEFAULT 0,
  missing_there BIGINT NOT NULL DEFAULT 0,
  different BIGINT NOT NULL DEFAULT 0,
  duplicates BIGINT NOT NULL DEFAULT 0,
  repaired BIGINT NOT NULL DEFAULT 0,
  -- some of them: a line each, kind, key, remote id and names of fields
  examples TEXT NOT NULL DEFAULT ''
);
CREATE INDEX crm_reconciliations_of ON crm_reconciliations (crm, model, started_at);

-- When a comparison saw the record at the CRM last.
ALTER TABLE crm_links ADD COLUMN compared_at BIGINT NOT NULL DEFAULT 0;

-- As it was put last, where another was agreed on elsewhere since: null where it is as it stands.
ALTER TABLE orders ADD COLUMN put_service_level TEXT;

-- What orders have said of the customer last, as keyed hashes of its fields: null where none has said anything since this is kept.
ALTER TABLE customers ADD COLUMN said BYTEA;
