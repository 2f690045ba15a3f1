-- Up Migration

-- What the officer and the resident search by, taken from the entries after they are written: the append pays nothing for it.
-- It can be thrown away and made again from the log; it proves nothing.
CREATE TABLE ledger_word (
  id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  word text NOT NULL UNIQUE
);

CREATE TABLE ledger_facet (
  index          bigint NOT NULL,
  recorded_at    timestamptz NOT NULL,
  event          integer NOT NULL,
  purpose        integer NOT NULL,
  sender         integer NOT NULL,
  recipient      integer NOT NULL,
  policy_version integer NOT NULL,
  subject        bytea,
  actor          bytea,
  PRIMARY KEY (recorded_at, index)
);
CREATE INDEX ledger_by_subject ON ledger_facet (subject, recorded_at, index) WHERE subject IS NOT NULL;
CREATE INDEX ledger_by_actor ON ledger_facet (actor, recorded_at, index) WHERE actor IS NOT NULL;
CREATE INDEX ledger_by_sender ON ledger_facet (sender, recorded_at, index);
CREATE INDEX ledger_by_recipient ON ledger_facet (recipient, recorded_at, index);
CREATE INDEX ledger_by_purpose ON ledger_facet (purpose, recorded_at, index);
CREATE INDEX ledger_by_event ON ledger_facet (event, recorded_at, index);
CREATE INDEX ledger_by_policy_version ON ledger_facet (policy_version, recorded_at, index);

CREATE TABLE ledger_field (
  field       integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  index       bigint NOT NULL,
  released    boolean NOT NULL,
  PRIMARY KEY (field, recorded_at, index)
);

-- One row: the first entry of which this is not known yet.
CREATE TABLE ledger_projected (
  id   boolean PRIMARY KEY DEFAULT true CHECK (id),
  next bigint NOT NULL
);
INSERT INTO ledger_projected (next) VALUES (0);

-- Takes over at most this many entries; says how many it took.
CREATE FUNCTION ledger_project(most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first bigint;
  past  bigint;
BEGIN
  SELECT next INTO first FROM ledger_projected;
  SELECT least(size, first + most) INTO past FROM ledger_head;
  IF past <= first THEN RETURN 0; END IF;
  SELECT next INTO first FROM ledger_projected FOR UPDATE;
  SELECT least(size, first + most) INTO past FROM ledger_head;
  IF past <= first THEN RETURN 0; END IF;
  WITH entry AS MATERIALIZED (
    SELECT index, recorded_at, leaf::jsonb AS leaf, subject, actor_tag FROM ledger_entry WHERE index >= first AND index < past
  ), said AS MATERIALIZED (
    SELECT DISTINCT word FROM entry, LATERAL (VALUES (leaf ->> 'event'), (leaf ->> 'purpose'), (leaf ->> 'sender'),
                                              (leaf ->> 'recipient'), (leaf ->> 'policyVersion')) AS part (word)
    UNION SELECT DISTINCT jsonb_object_keys(leaf -> 'fields') FROM entry
  ), added AS (
    INSERT INTO ledger_word (word)
    SELECT word FROM said WHERE NOT EXISTS (SELECT FROM ledger_word WHERE ledger_word.word = said.word) ORDER BY word
    RETURNING id, word
  ), known AS MATERIALIZED (
    SELECT id, word FROM added UNION ALL SELECT id, word FROM ledger_word WHERE word IN (SELECT word FROM said)
  ), facet AS (
    INSERT INTO ledger_facet (index, recorded_at, event, purpose, sender, recipient, policy_version, subject, actor)
    SELECT index, recorded_at, event.id, purpose.id, sender.id, recipient.id, version.id, subject, actor_tag
      FROM entry
      JOIN known AS event ON event.word = leaf ->> 'event'
      JOIN known AS purpose ON purpose.word = leaf ->> 'purpose'
      JOIN known AS sender ON sender.word = leaf ->> 'sender'
      JOIN known AS recipient ON recipient.word = leaf ->> 'recipient'
      JOIN known AS version ON version.word = leaf ->> 'policyVersion'
     ORDER BY index
  )
  INSERT INTO ledger_field (field, recorded_at, index, released)
  SELECT known.id, recorded_at, index, field.value ->> 'decision' = 'released'
    FROM entry, LATERAL jsonb_each(leaf -> 'fields') AS field JOIN known ON known.word = field.key
   ORDER BY index;
  UPDATE ledger_projected SET next = past;
  RETURN past - first;
END $$;

-- Erases a person from the log, in the transaction that wrote the entry which says so, and in no other. What their entries
-- said about them goes, with the salt; their key goes; the tree stays. The vault then destroys the other half of the key.
CREATE FUNCTION ledger_erase(person uuid, tag bytea, said_at bigint) RETURNS bigint
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
  WITH gone AS (DELETE FROM subject_key WHERE resident = person RETURNING vault_id)
  INSERT INTO key_to_destroy (vault_id) SELECT vault_id FROM gone;
  -- Who still holds the old key decides again first, and finds a new one.
  UPDATE ledger_head SET epoch = epoch + 1;
  RETURN erased;
END $$;
