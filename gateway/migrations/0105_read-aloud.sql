-- Up Migration

-- How a question was read aloud at the table: who sat there, in which language, whether it was told back, and what the resident
-- said. Sealed as one under the key of that resident alone, so that no language and no word stands here in the clear.
CREATE TABLE read_aloud (
  question uuid PRIMARY KEY REFERENCES consent (id),
  resident uuid NOT NULL REFERENCES resident (id),
  sealed   text NOT NULL,
  read_by  text NOT NULL,
  read_at  timestamptz NOT NULL
);
CREATE TRIGGER reading_does_not_change BEFORE UPDATE OR DELETE OR TRUNCATE ON read_aloud
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
