-- What was reported of parcels besides scans, what is expected of them, and what was promised. For SQLite and PostgreSQL alike.

-- who said it (order, reported, carrier, derived), in which words, what it undoes and why; null for scans
ALTER TABLE tracking_events ADD COLUMN origin TEXT;
ALTER TABLE tracking_events ADD COLUMN carrier TEXT;
ALTER TABLE tracking_events ADD COLUMN raw_code TEXT;
ALTER TABLE tracking_events ADD COLUMN corrects BYTEA;
ALTER TABLE tracking_events ADD COLUMN note TEXT;
CREATE INDEX tracking_events_corrections ON tracking_events (parcel, corrects) WHERE corrects IS NOT NULL;

-- the newest row of promises, for pages; no day while promise_changes is above 0: it was withdrawn
ALTER TABLE parcels ADD COLUMN promised_from TEXT;
ALTER TABLE parcels ADD COLUMN promised_by TEXT;
ALTER TABLE parcels ADD COLUMN promise_changes INTEGER NOT NULL DEFAULT 0;
-- sites that it should pass, in order, separated by spaces, where somebody said so for this parcel
ALTER TABLE parcels ADD COLUMN route TEXT;
-- when it is to be looked at for what did not happen; a new parcel at once, one at its end never again
ALTER TABLE parcels ADD COLUMN watch_at BIGINT DEFAULT 0;
CREATE INDEX parcels_by_watch ON parcels (watch_at) WHERE watch_at IS NOT NULL;

-- Each promise and each change to it; rows are added, never changed. At most 50 for a parcel.
CREATE TABLE promises (
  parcel BYTEA NOT NULL REFERENCES parcels (id),
  seq INTEGER NOT NULL,
  -- days as yyyy-mm-dd; both null where no day can be promised
  from_day TEXT,
  by_day TEXT,
  reason TEXT NOT NULL,
  note TEXT,
  computed_at BIGINT NOT NULL,
  PRIMARY KEY (parcel, seq)
);

-- How long parcels take from a site to their addressees: a histogram for each service and destination. At most 10,000 rows.
CREATE TABLE lanes (
  service TEXT NOT NULL,
  site TEXT NOT NULL,
  destination TEXT NOT NULL,
  -- counts by bucket, separated by spaces
  counts TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (service, site, destination)
);
