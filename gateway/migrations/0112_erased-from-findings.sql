-- Up Migration

-- Erasing a resident (AVG 17) ends their tag in what was found about them too: the finding and its verdict stay, about nobody.
-- Where the key of a finding was made with the tag, the id of the finding takes its place.
CREATE FUNCTION review_forget(tag bytea) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE review_finding SET subject = NULL, key = replace(key, encode(tag, 'hex'), id::text) WHERE subject = encode(tag, 'hex')
$$;
REVOKE EXECUTE ON FUNCTION review_forget(bytea) FROM PUBLIC;

CREATE INDEX ON review_finding (subject) WHERE subject IS NOT NULL;

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
  WITH gone AS (DELETE FROM subject_key WHERE resident = person RETURNING vault_id)
  INSERT INTO key_to_destroy (vault_id) SELECT vault_id FROM gone;
  -- Who still holds the old key decides again first, and finds a new one.
  UPDATE ledger_head SET epoch = epoch + 1;
  RETURN erased;
END $$;

-- Who was erased before this was so: their tag is nowhere in the log any more.
UPDATE review_finding SET subject = NULL, key = replace(key, subject, id::text)
 WHERE subject IS NOT NULL
   AND NOT EXISTS (SELECT FROM ledger_facet AS facet WHERE facet.subject = decode(review_finding.subject, 'hex'));
