-- Up Migration

-- A yes to a version that was taken back. Taking back is as easy as agreeing, and changes nothing of what was written.
CREATE TABLE case_agreement_end (
  document uuid PRIMARY KEY REFERENCES case_agreement (document) ON DELETE CASCADE,
  ended_at timestamptz NOT NULL
);
CREATE TRIGGER ends_do_not_change BEFORE UPDATE ON case_agreement_end
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
