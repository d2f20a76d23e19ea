-- Staff, programs and agents. For SQLite and PostgreSQL alike; times are milliseconds since 1970 in UTC.

CREATE TABLE staff_users (
  name TEXT NOT NULL PRIMARY KEY,
  -- with the name of its method in front: {bcrypt}…
  password_hash TEXT NOT NULL,
  -- codes of the roles, separated by blanks
  roles TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE api_keys (
  name TEXT NOT NULL PRIMARY KEY,
  -- SHA-256 of the key, hexadecimal; a key is 256 random bits, so there is nothing to guess
  key_hash TEXT NOT NULL UNIQUE,
  -- codes of the scopes, separated by blanks
  scopes TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE agent_credentials (
  site TEXT NOT NULL,
  agent TEXT NOT NULL,
  -- SHA-256 of the secret, as above
  secret_hash TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (site, agent)
);
