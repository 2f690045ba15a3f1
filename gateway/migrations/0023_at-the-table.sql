-- Up Migration

-- A code that the resident types or scans at the table. Only its hash is kept; it works once, for a quarter of an hour.
CREATE TABLE table_code (
  hash       bytea PRIMARY KEY CHECK (length(hash) = 32),
  resident   uuid NOT NULL REFERENCES resident (id),
  given_by   text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at    timestamptz
);

-- What calls an advance choice awake: somebody declares that what was agreed beforehand is happening now.
CREATE TABLE wake_signal (
  id          uuid PRIMARY KEY,
  resident    uuid NOT NULL REFERENCES resident (id),
  purpose     text NOT NULL,
  declared_by text NOT NULL,
  declared_at timestamptz NOT NULL,
  until       timestamptz NOT NULL
);
CREATE INDEX ON wake_signal (resident);
CREATE TRIGGER raises_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON wake_signal
  FOR EACH STATEMENT EXECUTE FUNCTION raise_epoch();
