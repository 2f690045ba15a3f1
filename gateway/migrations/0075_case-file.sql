-- Up Migration

-- The table's own file: what it wrote with the resident, sealed under a key of that resident alone. The key is another than that
-- of the ledger: the file goes when its term has passed, the account of what was done stays.
CREATE TABLE case_file_key (
  resident uuid PRIMARY KEY REFERENCES resident (id),
  vault_id uuid NOT NULL UNIQUE,
  key_id   text NOT NULL UNIQUE,
  sealed   text NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now()
);

-- A version never changes; who wants something else writes the next one.
CREATE TABLE case_document (
  id         uuid PRIMARY KEY,
  resident   uuid NOT NULL REFERENCES resident (id),
  kind       text NOT NULL CHECK (kind IN ('woonprofiel', 'waakvlamcontract', 'doorbraakvraag', 'afspraken', 'budget')),
  version    integer NOT NULL CHECK (version > 0),
  sealed     text NOT NULL,
  written_at timestamptz NOT NULL,
  UNIQUE (resident, kind, version)
);
CREATE TRIGGER versions_do_not_change BEFORE UPDATE ON case_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The resident's yes to one version; a yes to another version says nothing about this one.
CREATE TABLE case_agreement (
  document  uuid PRIMARY KEY REFERENCES case_document (id) ON DELETE CASCADE,
  agreed_at timestamptz NOT NULL
);
CREATE TRIGGER agreements_do_not_change BEFORE UPDATE ON case_agreement
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Takes a resident's whole file away; the vault destroys the other half of the key afterwards, and with it every backup closes.
CREATE FUNCTION case_file_shred(whose uuid) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  INSERT INTO key_to_destroy (vault_id) SELECT vault_id FROM case_file_key WHERE resident = whose;
  DELETE FROM case_file_key WHERE resident = whose;
  DELETE FROM case_document WHERE resident = whose;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION case_file_shred(uuid) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('wijkpoort_dienst') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION case_file_shred(uuid) TO wijkpoort_dienst;
  END IF;
END $$;
