-- What goes to CRMs, how far each is, and what of ours is what of theirs. For SQLite and PostgreSQL alike; times are milliseconds
-- since 1970 in UTC.

-- One row for each CRM. Whoever changes anything of a CRM's operations holds it until the commit.
CREATE TABLE crm_states (
  crm TEXT NOT NULL PRIMARY KEY,
  -- running, paused
  state TEXT NOT NULL,
  -- why nothing goes out though it runs: code and words; null if nothing is wrong
  trouble TEXT,
  reason TEXT,
  since BIGINT NOT NULL,
  -- who paused or started it last
  changed_by TEXT,
  -- the next place in the order of operations
  next_seq BIGINT NOT NULL DEFAULT 1,
  -- happenings up to this number are compared with what the CRM has, as if nothing was known of it
  verify_until BIGINT NOT NULL DEFAULT 0,
  -- requests of the budget's window: slice:count, separated by blanks
  spent TEXT NOT NULL DEFAULT ''
);

-- Which record of the CRM is which of ours. Entries that are only appended have none: they are known by their keys.
CREATE TABLE crm_links (
  crm TEXT NOT NULL,
  model TEXT NOT NULL,
  record_key TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  place TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BYTEA NOT NULL,
  -- the customer it is sent in step with
  lane BYTEA NOT NULL,
  -- by which the CRM tells the state that was seen last; null where it has none
  version TEXT,
  -- of what was written last; null if that isn't known
  pushed_hash BYTEA,
  -- field -> value as both sides had it last, of those that the CRM may change; null once the customer is erased
  base TEXT,
  linked_at BIGINT NOT NULL,
  pushed_at BIGINT NOT NULL,
  PRIMARY KEY (crm, model, record_key),
  UNIQUE (crm, model, remote_id)
);
CREATE INDEX crm_links_by_entity ON crm_links (crm, entity_id);
CREATE INDEX crm_links_by_lane ON crm_links (lane);

-- What has to be at the CRM. A row whose ended_at is null is open. Those that are done go after a day.
CREATE TABLE crm_operations (
  -- UUIDv5 of the thing, the CRM and the place
  op_key BYTEA NOT NULL PRIMARY KEY,
  crm TEXT NOT NULL,
  -- the order within a lane
  seq BIGINT NOT NULL,
  -- the customer whose things go one at a time
  lane BYTEA NOT NULL,
  place TEXT NOT NULL,
  entity TEXT NOT NULL,
  entity_id BYTEA NOT NULL,
  -- 1: what the CRM has is looked at before anything is sent
  look INTEGER NOT NULL,
  -- 1: written once and never changed; known once the record was made for the first time
  appended INTEGER NOT NULL DEFAULT 0,
  -- goes up with each change that was heard of since it is open
  planned INTEGER NOT NULL,
  planned_at BIGINT NOT NULL,
  -- waiting, sent, ambiguous, parked, tried (dry run), done
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  sent_at BIGINT,
  -- what came of it last, and the words
  code TEXT,
  reason TEXT,
  -- known once the record was made for the first time
  model TEXT,
  record_key TEXT,
  -- of what was refused: the same is not sent again by itself
  refused_hash BYTEA,
  -- field -> text, as an operator has it sent instead
  edits TEXT,
  -- of a dry run and of what is parked: field -> value
  payload TEXT,
  -- model and key of the record that has to be there first
  waits_for TEXT,
  remote_id TEXT,
  ended_at BIGINT
);
CREATE INDEX crm_operations_open ON crm_operations (crm, lane, seq) WHERE ended_at IS NULL;
CREATE INDEX crm_operations_by_age ON crm_operations (crm, planned_at) WHERE ended_at IS NULL;
CREATE INDEX crm_operations_unclear ON crm_operations (crm, state, seq) WHERE state IN ('sent', 'ambiguous', 'parked', 'tried');
CREATE INDEX crm_operations_waits ON crm_operations (crm, waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX crm_operations_ended ON crm_operations (crm, state, ended_at) WHERE ended_at IS NOT NULL;
-- what is to be forgotten when somebody is erased: of their own, and of others' that tells of them
CREATE INDEX crm_operations_words ON crm_operations (lane) WHERE payload IS NOT NULL OR edits IS NOT NULL OR reason IS NOT NULL;
CREATE INDEX crm_operations_words_of ON crm_operations (entity_id) WHERE payload IS NOT NULL OR edits IS NOT NULL OR reason IS NOT NULL;

-- Customers with open operations.
CREATE TABLE crm_lanes (
  crm TEXT NOT NULL,
  lane BYTEA NOT NULL,
  -- 1 if somebody waits for it, 0 if it's of a first sync only
  live INTEGER NOT NULL,
  -- when the first of its operations may go; null while that is parked
  due_at BIGINT,
  PRIMARY KEY (crm, lane)
);
CREATE INDEX crm_lanes_due ON crm_lanes (crm, live, due_at) WHERE due_at IS NOT NULL;

-- How far a first sync is, for each kind of thing.
CREATE TABLE crm_syncs (
  crm TEXT NOT NULL,
  entity TEXT NOT NULL,
  -- the last that was planned; null at the beginning
  after_id BYTEA,
  -- 1: compared with what the CRM has, even what we believe to be the same
  verify INTEGER NOT NULL,
  planned BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  -- null while it runs
  ended_at BIGINT,
  PRIMARY KEY (crm, entity)
);
