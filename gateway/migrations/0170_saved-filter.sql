-- Up Migration

-- A question to the log that an officer finds again by its name. It holds words of the allow-list of the page, so never a person;
-- of what was removed nothing but the number is left.
CREATE TABLE saved_filter (
  id         uuid PRIMARY KEY,
  owner      text NOT NULL,
  name       text NOT NULL CHECK (length(name) <= 60),
  is_shared  boolean NOT NULL,
  question   jsonb NOT NULL,
  made_at    timestamptz NOT NULL,
  removed_at timestamptz,
  CHECK ((removed_at IS NULL) = (name <> ''))
);
CREATE UNIQUE INDEX ON saved_filter (owner, lower(name)) WHERE removed_at IS NULL;
