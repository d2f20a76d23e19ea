-- What addressees wish, and which alarms somebody has seen. For SQLite and PostgreSQL alike; times are milliseconds since 1970 in UTC.

-- The last wish for each parcel.
CREATE TABLE delivery_wishes (
  parcel BYTEA NOT NULL PRIMARY KEY REFERENCES parcels (id),
  kind TEXT NOT NULL,
  -- yyyy-mm-dd, where the wish is for a later day
  day TEXT,
  at BIGINT NOT NULL
);
CREATE INDEX delivery_wishes_by_time ON delivery_wishes (at);

-- An alarm is a problem of an agent or of the hub (site and agent empty); it is seen until it ends and comes again. One row for each
-- that stands; those of problems that have ended go when the next one is seen.
CREATE TABLE alarms_acknowledged (
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  problem TEXT NOT NULL,
  -- when the problem began that was seen
  began_at BIGINT NOT NULL,
  who TEXT NOT NULL,
  note TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (site, agent, problem)
);

-- The desk looks them up without their source, as it does orders.
CREATE INDEX customers_by_reference ON customers (reference);
