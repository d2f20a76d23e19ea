-- Who is told of parcels, what of, by which way, and what became of each notice. For SQLite and PostgreSQL alike; times are
-- milliseconds since 1970 in UTC.

-- Where somebody can be told: an e-mail address, a browser's push subscription, a partner's web address.
CREATE TABLE notice_contacts (
  id BYTEA NOT NULL PRIMARY KEY,
  channel TEXT NOT NULL,
  -- normalised as contact_points has it; replaced by erased:id when somebody is erased
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

CREATE INDEX notice_contacts_by_age ON notice_contacts (state, created_at);

-- Who asked to be told of a parcel, beside those that its order names. At most 10 for a parcel; they go 30 days after its delivery,
-- or after a year.
CREATE TABLE notice_follows (
  parcel BYTEA NOT NULL,
  contact BYTEA NOT NULL REFERENCES notice_contacts (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (parcel, contact)
);
CREATE INDEX notice_follows_by_contact ON notice_follows (contact);
CREATE INDEX notice_follows_by_age ON notice_follows (created_at);

-- E-mail addresses that somebody typed in on a parcel's page and whose owners have yet to say that it was they. They go after 2 days.
CREATE TABLE notice_signups (
  -- 128 random bits, in the link of the message that asks
  token TEXT NOT NULL PRIMARY KEY,
  address TEXT NOT NULL,
  parcel BYTEA NOT NULL,
  language TEXT NOT NULL,
  -- when the message may go; null once it went, or can't
  due_at BIGINT,
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);
CREATE INDEX notice_signups_due ON notice_signups (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX notice_signups_by_address ON notice_signups (address, created_at);
CREATE INDEX notice_signups_by_parcel ON notice_signups (parcel, created_at);
CREATE INDEX notice_signups_by_age ON notice_signups (created_at);

-- One for each happening and contact: the key makes it so. Those that are done with go after 90 days.
CREATE TABLE notices (
  id BYTEA NOT NULL PRIMARY KEY,
  contact BYTEA NOT NULL,
  -- of the happening
  cause BYTEA NOT NULL,
  channel TEXT NOT NULL,
  parcel BYTEA NOT NULL,
  -- whose contact point it goes to, where it is a customer's
  customer BYTEA,
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
  -- of one that goes with others in one message: the notice of it that has the ref
  letter BYTEA,
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
CREATE INDEX notices_waiting ON notices (contact, due_at) WHERE state IN ('waiting', 'sending');
CREATE INDEX notices_sent ON notices (contact, sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX notices_by_letter ON notices (letter) WHERE letter IS NOT NULL;
CREATE INDEX notices_by_customer ON notices (customer, created_at) WHERE customer IS NOT NULL;
CREATE INDEX notices_by_parcel ON notices (parcel, contact, created_at);
CREATE UNIQUE INDEX notices_by_ref ON notices (ref) WHERE ref IS NOT NULL;
CREATE INDEX notices_by_age ON notices (created_at);
