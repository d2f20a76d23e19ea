-- What customers asked, complained of, claimed and suggested, what was said to them, and how they found it. For SQLite and PostgreSQL
-- alike; times are milliseconds since 1970 in UTC, amounts are in the smallest coin of their currency (ISO 4217).

CREATE TABLE cases (
  id BYTEA NOT NULL PRIMARY KEY,
  -- what customers and their mails name it by: 50 random bits, so that nobody writes into another's
  number TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  customer BYTEA REFERENCES customers (id),
  parcel BYTEA,
  site TEXT,
  -- where the customer reads answers, if by mail
  reply_to TEXT,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  -- a member of staff or a desk; whom it goes to when it nears a due time
  owner TEXT NOT NULL,
  supervisor TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  respond_warn_at BIGINT NOT NULL,
  respond_by BIGINT NOT NULL,
  resolve_warn_at BIGINT NOT NULL,
  resolve_by BIGINT NOT NULL,
  responded_at BIGINT,
  waiting_since BIGINT,
  resolved_at BIGINT,
  closed_at BIGINT,
  escalation TEXT NOT NULL,
  -- when the sweep is to look at it; null once it is closed
  look_at BIGINT,
  resolution TEXT,
  -- key of the answer that solved it
  answer TEXT,
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (source, reference)
);
CREATE INDEX cases_by_look ON cases (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX cases_by_owner ON cases (owner, id);
CREATE INDEX cases_by_customer ON cases (customer, id) WHERE customer IS NOT NULL;
CREATE INDEX cases_by_parcel ON cases (parcel, id) WHERE parcel IS NOT NULL;
CREATE INDEX cases_by_address ON cases (reply_to) WHERE customer IS NULL;
CREATE INDEX cases_by_end ON cases (closed_at) WHERE closed_at IS NOT NULL;

-- What became of a case, at most 500 rows each; rows are added, never changed, and go with the case.
CREATE TABLE case_events (
  case_id BYTEA NOT NULL REFERENCES cases (id),
  seq INTEGER NOT NULL,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  change TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (case_id, seq)
);

-- What a case asks for in money: proposed by one, decided by another.
CREATE TABLE claims (
  case_id BYTEA NOT NULL PRIMARY KEY REFERENCES cases (id),
  currency TEXT NOT NULL,
  claimed BIGINT NOT NULL,
  proposed BIGINT,
  proposed_by TEXT,
  proposed_at BIGINT,
  -- approved, rejected; null while nobody has decided
  decision TEXT,
  decided_by TEXT,
  decided_at BIGINT,
  note TEXT
);

-- Everything that was said to a customer or by one, on any channel. source_id is the source's own: said again, it is one row.
CREATE TABLE interactions (
  id BYTEA NOT NULL PRIMARY KEY,
  source_system TEXT NOT NULL,
  source_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  customer BYTEA,
  parcel BYTEA,
  case_id BYTEA,
  agent TEXT,
  at BIGINT NOT NULL,
  summary TEXT NOT NULL,
  UNIQUE (source_system, source_id)
);
CREATE INDEX interactions_by_customer ON interactions (customer, at, id) WHERE customer IS NOT NULL;
CREATE INDEX interactions_by_parcel ON interactions (parcel, at, id) WHERE parcel IS NOT NULL;
CREATE INDEX interactions_by_case ON interactions (case_id, at, id) WHERE case_id IS NOT NULL;
CREATE INDEX interactions_by_time ON interactions (at);

-- Answers that were good once and will be again; at most 5,000.
CREATE TABLE answers (
  key TEXT NOT NULL PRIMARY KEY,
  language TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  -- title and body as they are searched: lower case, without accents
  words TEXT NOT NULL,
  used INTEGER NOT NULL,
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL
);

-- How somebody found a delivery, the handling of a request, of a complaint: asked once each, by a link that is good for one answer.
CREATE TABLE feedback (
  -- 128 random bits
  token TEXT NOT NULL PRIMARY KEY,
  about TEXT NOT NULL,
  subject BYTEA NOT NULL,
  customer BYTEA NOT NULL,
  survey INTEGER NOT NULL,
  asked_at BIGINT NOT NULL,
  score INTEGER,
  comment TEXT,
  given_at BIGINT,
  UNIQUE (about, subject, customer, survey)
);
CREATE INDEX feedback_by_time ON feedback (asked_at);
CREATE INDEX feedback_by_customer ON feedback (customer);

-- Which mails have been taken: what a mailbox gives twice is taken once.
CREATE TABLE mails (
  -- SHA-256 of the Message-ID
  id BYTEA NOT NULL PRIMARY KEY,
  case_id BYTEA,
  outcome TEXT NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX mails_by_time ON mails (at);

-- What is to be sent, until it has been, or can't be.
CREATE TABLE mails_out (
  -- also its Message-ID, by which an answer to it finds its case
  id BYTEA NOT NULL PRIMARY KEY,
  case_id BYTEA NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  in_reply_to TEXT,
  -- true for what no person wrote
  automatic INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  tries INTEGER NOT NULL,
  -- null once it was sent or given up
  next_at BIGINT,
  outcome TEXT,
  -- when the mail server would not have it, ever
  refused_at BIGINT
);
CREATE INDEX mails_out_by_next ON mails_out (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX mails_out_refused ON mails_out (refused_at) WHERE refused_at IS NOT NULL;
CREATE INDEX mails_out_by_recipient ON mails_out (recipient, created_at);
CREATE INDEX mails_out_by_case ON mails_out (case_id);

-- screen-pop: what of theirs is under way
CREATE INDEX orders_by_customer_time ON orders (customer, updated_at);
