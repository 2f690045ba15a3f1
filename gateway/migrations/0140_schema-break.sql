-- Up Migration

-- Migrations that a program of before them does not survive, by name. Whoever does not know one that stands here may not serve:
-- every other migration leaves what was there as it was, so that two versions can run beside each other (decision 0140).
CREATE TABLE schema_break (
  migration text PRIMARY KEY
);
CREATE TRIGGER schema_break_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON schema_break
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
