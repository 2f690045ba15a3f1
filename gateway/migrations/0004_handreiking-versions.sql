-- Up Migration

-- Every handreiking that this gateway ever decided by, whole, under its hash. No version is ever deleted.
CREATE TABLE handreiking_version (
  version    text PRIMARY KEY CHECK (version ~ '^[0-9a-f]{64}$'),
  files      jsonb NOT NULL,
  first_seen timestamptz NOT NULL
);
CREATE TRIGGER handreiking_versions_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON handreiking_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
