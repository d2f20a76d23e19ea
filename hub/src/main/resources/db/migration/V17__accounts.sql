-- Customers who sign in by a link that is mailed to them. For SQLite and PostgreSQL alike; times are milliseconds since 1970 in UTC.

-- Good for fifteen minutes, at most three for an address; kept for a day, since at most ten are made in one.
CREATE TABLE account_links (
  -- SHA-256 of what is in the link
  hash TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX account_links_by_address ON account_links (email);
CREATE INDEX account_links_by_age ON account_links (made_at);

-- At most ten for an address, for a day.
CREATE TABLE account_sessions (
  -- SHA-256 of what is in the cookie
  hash TEXT NOT NULL PRIMARY KEY,
  email TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_sessions_by_address ON account_sessions (email);
CREATE INDEX account_sessions_by_end ON account_sessions (expires_at);

-- what is due, for the desk
CREATE INDEX cases_under_way ON cases (resolve_by) WHERE resolved_at IS NULL;
