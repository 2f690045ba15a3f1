-- Up Migration

-- Erasing a resident (AVG 17) ends what is sealed about them everywhere, and what others wrote about them in plain words. The facts
-- of the register stay for as long as they prove something; which those are, a test says table by table.

-- AVG 15: who asked is forgotten two years after the answer; that it was asked and answered in time stays.
ALTER TABLE access_request
  DROP CONSTRAINT access_request_check,
  ADD COLUMN forgotten_at timestamptz,
  ADD CONSTRAINT access_request_somebody CHECK (resident IS NOT NULL OR refused IS NOT NULL OR forgotten_at IS NOT NULL);

CREATE FUNCTION forget_access_requests(moment timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  UPDATE access_request SET resident = NULL, extended_because = NULL, forgotten_at = moment
   WHERE resident IS NOT NULL AND coalesce(sent_at, CASE WHEN refused IS NOT NULL THEN recorded_at END) <= moment - interval '2 years';
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

-- What a resident said in their own words may go in the transaction of an erasure, and in no other.
CREATE FUNCTION refuse_unless_erasing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM ledger_entry WHERE index = (SELECT size - 1 FROM ledger_head) AND leaf::jsonb ->> 'event' = 'erased'
                AND xmin = pg_current_xact_id()::xid) THEN
    RETURN NULL;
  END IF;
  RAISE EXCEPTION 'this table only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER words_do_not_change ON resident_words;
CREATE TRIGGER words_do_not_change BEFORE UPDATE OR TRUNCATE ON resident_words
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER words_go_with_the_resident BEFORE DELETE ON resident_words
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing();
DROP TRIGGER reading_does_not_change ON read_aloud;
CREATE TRIGGER reading_does_not_change BEFORE UPDATE OR TRUNCATE ON read_aloud
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reading_goes_with_the_resident BEFORE DELETE ON read_aloud
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_unless_erasing();

CREATE FUNCTION resident_forget(person uuid) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  DELETE FROM case_label WHERE social_case IN (SELECT id FROM social_case WHERE resident = person);
  SELECT case_file_shred(person);
  DELETE FROM resident_words WHERE resident = person;
  DELETE FROM read_aloud WHERE resident = person;
  DELETE FROM table_code WHERE resident = person;
  DELETE FROM look_along_code WHERE resident = person;
  UPDATE objection SET reasons = NULL WHERE resident = person AND reasons IS NOT NULL;
  UPDATE officer_item SET reasons = NULL WHERE resident = person AND reasons IS NOT NULL;
  UPDATE restriction SET reasons = '' WHERE resident = person AND reasons <> '';
  UPDATE access_request SET resident = NULL, extended_because = NULL, forgotten_at = now() WHERE resident = person;
  UPDATE person_session SET person = NULL, sealed = NULL, ended_at = coalesce(ended_at, now()) WHERE person ->> 'resident' = resident_forget.person::text;
$$;
REVOKE EXECUTE ON FUNCTION resident_forget(uuid), forget_access_requests(timestamptz) FROM PUBLIC;
DO $$
BEGIN
  IF to_regrole('wijkpoort_dienst') IS NOT NULL THEN
    GRANT EXECUTE ON FUNCTION forget_access_requests(timestamptz) TO wijkpoort_dienst;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION ledger_erase(person uuid, tag bytea, said_at bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  erased bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_entry WHERE index = said_at AND leaf::jsonb ->> 'event' = 'erased'
                    AND xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'an erasure is itself an entry' USING ERRCODE = 'insufficient_privilege';
  END IF;
  WHILE ledger_project(100000) > 0 LOOP END LOOP;
  UPDATE ledger_entry AS entry SET salt = NULL, personal = NULL, subject = NULL
    FROM ledger_facet AS facet
   WHERE facet.subject = tag AND entry.index = facet.index AND entry.recorded_at = facet.recorded_at
     AND entry.salt IS NOT NULL;
  GET DIAGNOSTICS erased = ROW_COUNT;
  UPDATE ledger_facet SET subject = NULL WHERE subject = tag;
  PERFORM review_forget(tag);
  PERFORM resident_forget(person);
  WITH gone AS (DELETE FROM subject_key WHERE resident = person RETURNING vault_id)
  INSERT INTO key_to_destroy (vault_id) SELECT vault_id FROM gone;
  -- Who still holds the old key decides again first, and finds a new one.
  UPDATE ledger_head SET epoch = epoch + 1;
  RETURN erased;
END $$;
