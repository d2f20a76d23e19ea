-- Who may see what, and who did what. For SQLite and PostgreSQL alike; times are milliseconds since 1970 in UTC.

-- the named post that a person holds (claims-desk), for what only some posts may see
ALTER TABLE staff_users ADD COLUMN post TEXT;
-- the source whose orders a partner's key is for; every source while it is null
ALTER TABLE api_keys ADD COLUMN source TEXT;

-- Append-only: each row's hash covers the row and the hash before it.
CREATE TABLE audit (
  seq BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,
  who TEXT NOT NULL,
  -- codes of the roles, separated by blanks
  roles TEXT NOT NULL,
  action TEXT NOT NULL,
  -- kind:id, never a name
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  -- SHA-256
  hash BYTEA NOT NULL
);
CREATE INDEX audit_by_subject ON audit (subject, seq);

-- One row: where the chain begins, what came before it having been let go, and where it ends.
CREATE TABLE audit_chain (
  id INTEGER NOT NULL PRIMARY KEY,
  base_seq BIGINT NOT NULL,
  base_hash BYTEA NOT NULL,
  last_seq BIGINT NOT NULL,
  last_hash BYTEA NOT NULL
);
