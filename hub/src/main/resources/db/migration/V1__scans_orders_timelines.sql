-- For SQLite and PostgreSQL alike. Times are milliseconds since 1970 in UTC, ids are 16 bytes, EPCs are upper-case hexadecimal,
-- closed sets are the stable codes of their enums. scans and tracking_events carry no foreign keys: they take thousands of
-- rows a second and only the pipeline writes them.

CREATE TABLE journals (
  id BYTEA NOT NULL PRIMARY KEY,
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  -- lowest sequence number that the agent still holds: what is missing below it is lost
  first_held BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL
);
CREATE INDEX journals_by_agent ON journals (site, agent);

-- Which sequence numbers have been dealt with (in the ledger, or refused): a handful of rows for each journal.
CREATE TABLE journal_ranges (
  journal BYTEA NOT NULL REFERENCES journals (id),
  from_seq BIGINT NOT NULL,
  to_seq BIGINT NOT NULL,
  PRIMARY KEY (journal, from_seq)
);

-- The ledger.
CREATE TABLE scans (
  journal BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  site TEXT NOT NULL,
  portal TEXT NOT NULL,
  epc TEXT NOT NULL,
  direction TEXT NOT NULL,
  at BIGINT NOT NULL,
  first_seen BIGINT NOT NULL,
  last_seen BIGINT NOT NULL,
  reads INTEGER NOT NULL,
  peak_rssi_dbm DOUBLE PRECISION,
  confidence DOUBLE PRECISION NOT NULL,
  clock TEXT NOT NULL,
  clock_error_ms INTEGER NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (journal, seq)
);
-- scans held until somebody binds their tag
CREATE INDEX scans_by_epc ON scans (epc, at);
-- the portal board
CREATE INDEX scans_by_portal ON scans (site, portal, at, direction);

CREATE TABLE customers (
  id BYTEA NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  name TEXT,
  email TEXT,
  phone TEXT,
  segment TEXT,
  updated_at BIGINT NOT NULL,
  UNIQUE (source, reference)
);

CREATE TABLE orders (
  id BYTEA NOT NULL PRIMARY KEY,
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  customer BYTEA NOT NULL REFERENCES customers (id),
  service_level TEXT NOT NULL,
  promised_date TEXT,
  -- SHA-256 of what was put: the same again changes nothing
  fingerprint BYTEA NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (source, reference)
);
CREATE INDEX orders_by_customer ON orders (customer);
CREATE INDEX orders_by_time ON orders (updated_at);

CREATE TABLE shipments (
  id BYTEA NOT NULL PRIMARY KEY,
  order_id BYTEA NOT NULL REFERENCES orders (id),
  position INTEGER NOT NULL,
  reference TEXT NOT NULL,
  recipient_name TEXT,
  recipient_email TEXT,
  recipient_phone TEXT,
  city TEXT,
  postal_code TEXT,
  country TEXT,
  UNIQUE (order_id, reference)
);

-- status, status_at and delivered_at are the fold of the parcel's events, written in the transaction that adds to them
CREATE TABLE parcels (
  id BYTEA NOT NULL PRIMARY KEY,
  order_id BYTEA NOT NULL REFERENCES orders (id),
  shipment BYTEA NOT NULL REFERENCES shipments (id),
  position INTEGER NOT NULL,
  tracking_number TEXT NOT NULL,
  link TEXT NOT NULL UNIQUE,
  weight_grams INTEGER,
  status TEXT NOT NULL,
  status_at BIGINT NOT NULL,
  delivered_at BIGINT,
  -- set when the order drops the parcel, or when its number is used again
  retired_at BIGINT
);
CREATE INDEX parcels_by_order ON parcels (order_id);
CREATE UNIQUE INDEX parcels_by_tracking_number ON parcels (tracking_number) WHERE retired_at IS NULL;

-- A tag is on a parcel from from_at until before to_at; no end yet while to_at is null.
CREATE TABLE tag_bindings (
  epc TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  parcel BYTEA NOT NULL REFERENCES parcels (id),
  PRIMARY KEY (epc, from_at)
);
CREATE UNIQUE INDEX tag_bindings_open ON tag_bindings (epc) WHERE to_at IS NULL;
CREATE INDEX tag_bindings_by_parcel ON tag_bindings (parcel);

-- An event id begins with the milliseconds of occurred_at, so the key also is the order of the timeline. The id is unique by itself;
-- kind and time are in the key so that the fold reads the index and not the rows (measured on SQLite: a fifth of the time).
CREATE TABLE tracking_events (
  parcel BYTEA NOT NULL,
  id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  occurred_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  site TEXT,
  place TEXT,
  -- of the scan behind it; null where a person or a carrier reported it
  portal TEXT,
  confidence DOUBLE PRECISION,
  clock TEXT,
  journal BYTEA,
  seq BIGINT,
  source_ref TEXT,
  PRIMARY KEY (parcel, id, kind, occurred_at)
);
CREATE UNIQUE INDEX tracking_events_by_source ON tracking_events (parcel, source_ref) WHERE source_ref IS NOT NULL;

CREATE TABLE agents (
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  status TEXT NOT NULL,
  status_at BIGINT NOT NULL,
  heard_at BIGINT NOT NULL,
  -- the newest health message, as JSON
  health BYTEA,
  PRIMARY KEY (site, agent)
);

CREATE TABLE dead_letters (
  id BYTEA NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  topic TEXT NOT NULL,
  reason TEXT NOT NULL,
  payload BYTEA NOT NULL
);
CREATE INDEX dead_letters_by_time ON dead_letters (at);
