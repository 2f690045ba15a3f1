-- Up Migration

-- The register of processing (AVG 30) as it was adopted: never changed, each counting until the next one does.
CREATE TABLE processing_register (
  number     integer PRIMARY KEY CHECK (number > 0),
  sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- As text, so that the hash is of what stands here.
  register   text NOT NULL,
  valid_from timestamptz NOT NULL UNIQUE,
  adopted_at timestamptz NOT NULL,
  adopted_by text NOT NULL
);
CREATE TRIGGER processing_registers_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON processing_register
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
