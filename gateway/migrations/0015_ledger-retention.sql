-- Up Migration

-- Lets go of the months before `cutoff`, in the transaction that wrote the entry which says so. Never of what is younger than
-- five years (Stcrt. 2019, 38007), and only of entries whose hashes stand in sealed tiles: the tree must still verify. For the
-- owner of the tables alone, who takes the whole log first: an append takes the log before the head, so the other order would
-- make each wait for the other.
CREATE FUNCTION ledger_expire(cutoff timestamptz, said_at bigint) RETURNS bigint
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  kept  bigint := least((SELECT min(index) FROM ledger_entry WHERE recorded_at >= cutoff),
                        (SELECT count(*) * 256 FROM ledger_tile WHERE level = 0));
  gone  bigint := (SELECT count(*) FROM ledger_entry WHERE recorded_at < cutoff AND index < kept);
  month text;
BEGIN
  IF cutoff > (date_trunc('month', (now() AT TIME ZONE 'UTC') - interval '5 years')) AT TIME ZONE 'UTC' THEN
    RAISE EXCEPTION 'the term has not passed' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT FROM ledger_entry WHERE index = said_at AND leaf::jsonb ->> 'event' = 'expired'
                    AND xmin = pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'letting go is itself an entry' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- The tree needs everything from the first that is kept: what is not sealed yet, and what a wrong clock dated too early.
  CREATE TEMP TABLE left_behind ON COMMIT DROP AS
    SELECT * FROM ledger_entry WHERE recorded_at < cutoff AND index >= kept;
  FOR month IN
    SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
     WHERE inhparent = 'ledger_entry'::regclass AND relname ~ '^ledger_entry_\d{4}_\d{2}$'
       AND to_date(right(relname, 7), 'YYYY_MM') < (cutoff AT TIME ZONE 'UTC')::date
  LOOP
    EXECUTE format('DROP TABLE %I', month);
  END LOOP;
  ALTER TABLE ledger_entry_otherwise DISABLE TRIGGER ledger_only_grows;
  DELETE FROM ledger_entry_otherwise WHERE recorded_at < cutoff;
  ALTER TABLE ledger_entry_otherwise ENABLE TRIGGER ledger_only_grows;
  INSERT INTO ledger_entry SELECT * FROM left_behind;
  UPDATE ledger_kept SET first = greatest(first, kept);
  RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION ledger_expire(timestamptz, bigint) FROM PUBLIC;

-- Takes at most this many entries, of each field too, out of what is searched by once they are gone from the log; says how many
-- rows went. Little by little, so that nobody waits for it; what is still there leads to no entry.
CREATE FUNCTION ledger_trim(most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  cutoff  timestamptz := (date_trunc('month', (now() AT TIME ZONE 'UTC') - interval '5 years')) AT TIME ZONE 'UTC';
  kept    bigint := (SELECT first FROM ledger_kept);
  trimmed bigint;
  fields  bigint;
BEGIN
  DELETE FROM ledger_facet WHERE (recorded_at, index) IN (
    SELECT recorded_at, index FROM ledger_facet WHERE recorded_at < cutoff AND index < kept ORDER BY recorded_at, index LIMIT most);
  GET DIAGNOSTICS trimmed = ROW_COUNT;
  DELETE FROM ledger_field WHERE (field, recorded_at, index) IN (
    SELECT old.field, old.recorded_at, old.index
      FROM ledger_word, LATERAL (SELECT field, recorded_at, index FROM ledger_field
                                  WHERE field = ledger_word.id AND recorded_at < cutoff AND index < kept
                                  ORDER BY recorded_at, index LIMIT most) AS old);
  GET DIAGNOSTICS fields = ROW_COUNT;
  RETURN trimmed + fields;
END $$;
REVOKE EXECUTE ON FUNCTION ledger_trim(integer) FROM PUBLIC;
