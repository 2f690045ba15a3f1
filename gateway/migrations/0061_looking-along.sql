-- Up Migration

-- A code by which the resident lets somebody look along. Only its hash is kept; it works once, for a quarter of an hour.
CREATE TABLE look_along_code (
  hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
  resident   uuid NOT NULL REFERENCES resident (id),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);
