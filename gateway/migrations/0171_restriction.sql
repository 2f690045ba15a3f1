-- Up Migration

-- AVG 18: what may not be used for a while. Of no purpose it is about every purpose, of no fields about every field.
CREATE TABLE restriction (
  id           uuid PRIMARY KEY,
  resident     uuid NOT NULL REFERENCES resident (id),
  purpose      text,
  fields       text[] CHECK (cardinality(fields) > 0),
  -- 18(1)(a) to (d).
  ground       text NOT NULL CHECK (ground IN ('accuracy', 'unlawful', 'claim', 'objection')),
  asked_by     text NOT NULL CHECK (asked_by IN ('resident', 'officer')),
  channel      text NOT NULL,
  started_at   timestamptz NOT NULL,
  started_by   text NOT NULL,
  -- 18(3): the resident is told before it is lifted.
  announced_at timestamptz,
  announced_by text,
  told_how     text,
  reasons      text,
  lifted_at    timestamptz,
  lifted_by    text,
  CHECK ((announced_at IS NULL) = (reasons IS NULL)),
  CHECK (lifted_at IS NULL OR lifted_at > announced_at)
);
CREATE INDEX ON restriction (resident) WHERE lifted_at IS NULL;
CREATE TRIGGER raises_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON restriction
  FOR EACH STATEMENT EXECUTE FUNCTION raise_epoch();

ALTER TABLE officer_item
  DROP CONSTRAINT officer_item_kind_check,
  ADD CONSTRAINT officer_item_kind_check
    CHECK (kind IN ('notice-unconfirmed', 'resident-opposes', 'objection', 'minor', 'identity-doubt', 'resident-wrote', 'restriction'));
