-- Up Migration

-- Beside every change of the register: where it stands in the ledger, and what it changed. A backup that is put back cannot
-- undo a change: the ledger then names changes that are not here, or this table names events that are not there.
CREATE TABLE register_change (
  ledger_index bigint PRIMARY KEY,
  consent      uuid,
  objection    uuid
);
CREATE TRIGGER register_changes_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON register_change
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- AVG 21, 12(3): by which road it came, when it must be decided, how it was decided and why; the resident hears it.
ALTER TABLE objection
  ADD COLUMN channel     text,
  ADD COLUMN raised_by   text,
  ADD COLUMN decide_by   timestamptz,
  ADD COLUMN upheld_at   timestamptz,
  ADD COLUMN reasons     text,
  ADD COLUMN decided_by  text;

-- What was missing after a backup was put back, and was made up for by closing.
CREATE TABLE register_repair (
  ledger_index bigint PRIMARY KEY,
  repaired_at  timestamptz NOT NULL
);
