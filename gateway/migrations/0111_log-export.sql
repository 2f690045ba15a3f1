-- Up Migration

-- Who took lines of the log along, and what for, in their own words. That it happened is an entry as well.
CREATE TABLE log_export (
  id       uuid PRIMARY KEY,
  at       timestamptz NOT NULL,
  officer  text NOT NULL,
  purpose  text NOT NULL,
  question jsonb NOT NULL,
  form     text NOT NULL CHECK (form IN ('csv', 'ndjson'))
);
CREATE TRIGGER log_exports_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON log_export
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
