-- Up Migration

-- Signed versions on their way into force, in the order in which they came. What counts is decided by verifying them, not by
-- their being here; none is ever taken away.
CREATE TABLE handreiking_bundle (
  position integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bundle   text NOT NULL,
  added_at timestamptz NOT NULL
);
CREATE TRIGGER handreiking_bundles_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON handreiking_bundle
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER raises_epoch AFTER INSERT ON handreiking_bundle
  FOR EACH STATEMENT EXECUTE FUNCTION raise_epoch();
