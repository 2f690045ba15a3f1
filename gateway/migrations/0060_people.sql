-- Up Migration

-- A browser we know again. Only the hash of what it shows is kept; `sealed` opens with the browser's own cookie alone, so
-- that what somebody was typing is readable for nobody else.
CREATE TABLE person_session (
  hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
  person     jsonb,
  sealed     text,
  started_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL,
  ended_at   timestamptz
);
CREATE INDEX ON person_session (ends_at);

-- Who serves may not delete; what is long over may go.
CREATE FUNCTION forget_sessions(moment timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ DELETE FROM person_session WHERE ends_at < moment $$;

-- Whom a login means: a keyed hash of what the provider calls somebody, never that name itself, which may be a BSN.
CREATE TABLE resident_login (
  tag      bytea PRIMARY KEY CHECK (length(tag) = 32),
  resident uuid NOT NULL REFERENCES resident (id)
);
CREATE TABLE representative_login (
  tag            bytea NOT NULL CHECK (length(tag) = 32),
  representation uuid NOT NULL REFERENCES representation (id),
  PRIMARY KEY (tag, representation)
);

-- One account, one role: who has two roles has two accounts, and nothing flows between them.
CREATE TABLE staff_login (
  tag          bytea PRIMARY KEY CHECK (length(tag) = 32),
  role         text NOT NULL CHECK (role IN ('professional', 'officer', 'auditor', 'administrator')),
  partner      text REFERENCES partner (id),
  professional text NOT NULL,
  ended_at     timestamptz,
  CHECK ((role = 'professional') = (partner IS NOT NULL))
);
