-- What is expected at which portal, and what each agent has been told of it. For SQLite and PostgreSQL alike.

-- At most one open load for each portal.
CREATE TABLE loads (
  site TEXT NOT NULL,
  portal TEXT NOT NULL,
  load TEXT NOT NULL,
  direction TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  -- when it was last put, the same or another: a week later it is closed
  put_at BIGINT NOT NULL,
  -- another random number after each change to the load, its parcels or their tags
  revision BIGINT NOT NULL,
  PRIMARY KEY (site, portal)
);

CREATE TABLE load_parcels (
  site TEXT NOT NULL,
  portal TEXT NOT NULL,
  parcel BYTEA NOT NULL REFERENCES parcels (id),
  position INTEGER NOT NULL,
  -- why it must not pass; null for a parcel that is expected
  refused TEXT,
  PRIMARY KEY (site, portal, parcel),
  FOREIGN KEY (site, portal) REFERENCES loads (site, portal)
);
CREATE INDEX load_parcels_by_parcel ON load_parcels (parcel);

-- Which agent watches which portal, by its newest health.
CREATE TABLE agent_portals (
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  portal TEXT NOT NULL,
  PRIMARY KEY (site, agent, portal)
);

-- The newest manifest that was made for each agent.
CREATE TABLE manifests (
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  version BIGINT NOT NULL,
  issued_at BIGINT NOT NULL,
  -- SHA-256 of what it says, version and time left out
  content BYTEA NOT NULL,
  PRIMARY KEY (site, agent)
);
