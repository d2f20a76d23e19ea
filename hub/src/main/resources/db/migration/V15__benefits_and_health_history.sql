-- What was measured of the service, against what it was before and what it costs; and how the fleet was. For SQLite and PostgreSQL
-- alike; times are milliseconds since 1970 in UTC, days are yyyy-mm-dd in the hub's time zone.

-- Sums of each day, which add up to those of weeks and months. Made from the rest of the database and replaced whenever a day is
-- counted again; kept for three years, at most 201 areas of a kind a day.
CREATE TABLE kpi_values (
  area_kind TEXT NOT NULL,
  -- empty for all of the post
  area TEXT NOT NULL,
  day TEXT NOT NULL,
  kpi TEXT NOT NULL,
  -- what there was, how many of that could be measured, and of those the ones that a share is of
  of_all BIGINT NOT NULL,
  measured BIGINT NOT NULL,
  hits BIGINT NOT NULL,
  -- of times (milliseconds) or scores
  total BIGINT NOT NULL,
  -- times by bucket
  spread TEXT NOT NULL,
  PRIMARY KEY (area_kind, area, day, kpi)
);
CREATE INDEX kpi_values_by_day ON kpi_values (day);

-- When each day was counted last.
CREATE TABLE kpi_days (
  day TEXT NOT NULL PRIMARY KEY,
  counted_at BIGINT NOT NULL
);

-- The days that an area is held against. At most 1,000.
CREATE TABLE kpi_baselines (
  area_kind TEXT NOT NULL,
  area TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  who TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (area_kind, area)
);

-- What somebody entered; at most 10,000. Amounts are in the smallest coin of their currency (ISO 4217).
CREATE TABLE cost_lines (
  -- given by who enters it
  reference TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  area_kind TEXT NOT NULL,
  area TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  amount BIGINT NOT NULL,
  currency TEXT NOT NULL,
  note TEXT NOT NULL,
  who TEXT NOT NULL,
  version INTEGER NOT NULL,
  at BIGINT NOT NULL
);
CREATE INDEX cost_lines_by_area ON cost_lines (area_kind, area, to_day);

-- what counting a day asks for
CREATE INDEX parcels_by_delivery ON parcels (delivered_at, id) WHERE delivered_at IS NOT NULL;
CREATE INDEX promises_by_day ON promises (by_day, parcel);
CREATE INDEX cases_by_resolution ON cases (resolved_at) WHERE resolved_at IS NOT NULL;

-- How each agent was: a row for each minute of two days and one for each hour of ninety. The hub's own has site and agent empty, and its
-- refused messages as pending.
CREATE TABLE health_history (
  -- m, h
  grain TEXT NOT NULL,
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  at BIGINT NOT NULL,
  -- of the minutes, how many there are and in how many it was online
  minutes INTEGER NOT NULL,
  online INTEGER NOT NULL,
  -- the most, unless it says otherwise; null where it was not heard
  pending BIGINT,
  clock_error_ms BIGINT,
  -- the least
  disk_free BIGINT,
  readers INTEGER,
  -- the least
  readers_reading INTEGER,
  problems INTEGER NOT NULL,
  -- since the agent started, at the end
  reads BIGINT,
  scans BIGINT,
  PRIMARY KEY (grain, site, agent, at)
);
CREATE INDEX health_history_by_time ON health_history (grain, at);
