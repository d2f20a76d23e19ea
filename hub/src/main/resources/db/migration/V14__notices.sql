-- Who is told of parcels, what of, by which way, and what became of each notice. For SQLite and PostgreSQL alike; times are
-- milliseconds since 1970 in UTC.

-- Where somebody can be told: an e-mail address, a browser's push subscription, a partner's web address.
CREATE TABLE notice_contacts (
  id BYTEA NOT NULL PRIMARY KEY,
  channel TEXT NOT NULL,
  -- normalised; replaced by erased:id when somebody is erased
  address TEXT NOT NULL,
  -- null: as the settings say
  language TEXT,
  time_zone TEXT,
  -- minutes of the day, both or neither
  quiet_from INTEGER,
  quiet_to INTEGER,
  -- open, stopped, bounced, erased
  state TEXT NOT NULL,
  -- 128 random bits: opens what its owner may change without a log-in
  token TEXT NOT NULL UNIQUE,
  -- how often in a row it could not be reached for a reason that may pass
  soft_bounces INTEGER NOT NULL DEFAULT 0,
  -- of push subscriptions: public key and authentication secret of the browser; of webhooks: newest secret and the one before
  key_one TEXT,
  key_two TEXT,
  -- of webhooks: the source whose orders it is told of
  source TEXT,
  version BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  UNIQUE (channel, address)
);

-- What somebody chose; where there is no row the service decides.
CREATE TABLE notice_choices (
  contact BYTEA NOT NULL REFERENCES notice_contacts (id),
  milestone TEXT NOT NULL,
  wanted INTEGER NOT NULL,
  PRIMARY KEY (contact, milestone)
);

-- Who asked to be told of a parcel, beside those that its order names. At most 10 for a parcel.
CREATE TABLE notice_follows (
  parcel BYTEA NOT NULL,
  contact BYTEA NOT NULL REFERENCES notice_contacts (id),
  PRIMARY KEY (parcel, contact)
);

-- One for each happening and contact: the key makes it so. Those that are done with go after 90 days.
CREATE TABLE notices (
  id BYTEA NOT NULL PRIMARY KEY,
  contact BYTEA NOT NULL,
  -- of the happening
  cause BYTEA NOT NULL,
  channel TEXT NOT NULL,
  parcel BYTEA NOT NULL,
  milestone TEXT NOT NULL,
  happened_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  -- when it may go, or while it is under way when somebody else may take it for lost
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  -- 1 if it may have got there more than once
  unsure INTEGER NOT NULL DEFAULT 0,
  -- 128 random bits by which mail systems and receivers name it
  ref TEXT,
  -- what was told: milestone and day, and the words
  told TEXT,
  subject TEXT,
  body TEXT,
  sent_at BIGINT,
  -- why it did not go, or is tried again
  reason TEXT,
  UNIQUE (contact, cause)
);
CREATE INDEX notices_due ON notices (channel, due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notices_by_parcel ON notices (parcel, contact, created_at);
CREATE UNIQUE INDEX notices_by_ref ON notices (ref) WHERE ref IS NOT NULL;
CREATE INDEX notices_by_age ON notices (created_at);
