-- Up Migration

-- The disclosure log: the leaves of an RFC 6962 tree. Field names, never a value.
CREATE TABLE ledger_entry (
  index       bigint PRIMARY KEY,
  recorded_at timestamptz NOT NULL,
  -- The canonical text that is hashed; of the personal part it holds only a salted hash.
  leaf        text NOT NULL,
  leaf_hash   bytea NOT NULL CHECK (length(leaf_hash) = 32),
  salt        bytea,
  personal    text,
  -- A keyed hash of the resident, to find one person's entries; empty when nobody known was asked about.
  subject     bytea
);
CREATE INDEX ON ledger_entry (subject, index);

-- One row: how far the log goes, the hashes of its complete subtrees, and how often a fact changed.
CREATE TABLE ledger_head (
  id       boolean PRIMARY KEY DEFAULT true CHECK (id),
  size     bigint NOT NULL,
  frontier bytea[] NOT NULL,
  epoch    bigint NOT NULL
);
INSERT INTO ledger_head (size, frontier, epoch) VALUES (0, '{}', 0);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this table only grows' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON consent
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER consent_events_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON consent_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whatever can open or close a field raises the epoch in its own transaction, and so waits for, or is seen by, every
-- release: a withdrawal that committed first always wins.
CREATE FUNCTION raise_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ledger_head SET epoch = epoch + 1;
  RETURN NULL;
END $$;

DO $$
DECLARE
  facts text;
BEGIN
  FOREACH facts IN ARRAY ARRAY['partner', 'partner_purpose', 'link', 'social_case', 'case_member', 'information_given',
                               'objection', 'consent', 'consent_event', 'declaration'] LOOP
    EXECUTE format('CREATE TRIGGER raises_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION raise_epoch()', facts);
  END LOOP;
END $$;
