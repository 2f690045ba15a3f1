-- Up Migration

-- That somebody looked whether the log is what was written, over which entries, and what came out.
CREATE TABLE ledger_check (
  id         uuid PRIMARY KEY,
  checked_at timestamptz NOT NULL,
  checked_by text NOT NULL,
  first      bigint NOT NULL,
  past       bigint NOT NULL,
  root       text NOT NULL,
  fault      text,
  fault_at   bigint
);
CREATE INDEX ON ledger_check (checked_at DESC);
CREATE TRIGGER ledger_checks_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_check
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
