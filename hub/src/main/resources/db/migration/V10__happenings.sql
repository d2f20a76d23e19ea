-- What has happened, in the order of the commits, until those who act on it have. For SQLite and PostgreSQL alike; times are
-- milliseconds since 1970 in UTC.

CREATE TABLE happenings (
  seq BIGINT NOT NULL PRIMARY KEY,
  -- made from the change, so that a repeat is known by it
  id BYTEA NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  customer BYTEA,
  parcel BYTEA,
  -- kind:id
  subject TEXT NOT NULL,
  at BIGINT NOT NULL
);

-- One row. Whoever appends holds it until the commit, so that numbers become visible in their order: a reader that has seen 7 will
-- never find a 6 behind its back.
CREATE TABLE happening_numbers (
  id INTEGER NOT NULL PRIMARY KEY,
  -- the lowest kept, and the next to give
  first_seq BIGINT NOT NULL,
  next_seq BIGINT NOT NULL
);
INSERT INTO happening_numbers (id, first_seq, next_seq) VALUES (1, 1, 1);

CREATE TABLE happening_consumers (
  name TEXT NOT NULL PRIMARY KEY,
  -- the last that it has dealt with
  seq BIGINT NOT NULL,
  -- how many were let go before it came to them
  missed BIGINT NOT NULL
);
