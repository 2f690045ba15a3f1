-- Up Migration

-- Which certificate a request was made with: the thumbprint stands in the leaf of the entry, and here to find it by. Entries of
-- before say nothing of it.
ALTER TABLE ledger_facet ADD COLUMN certificate integer;
CREATE INDEX ledger_by_certificate ON ledger_facet (certificate, recorded_at, index) WHERE certificate IS NOT NULL;

CREATE OR REPLACE FUNCTION ledger_project(most integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
                                              (leaf ->> 'recipient'), (leaf ->> 'policyVersion'), (leaf ->> 'certificate')) AS part (word)
     WHERE word IS NOT NULL
    UNION SELECT DISTINCT jsonb_object_keys(leaf -> 'fields') FROM entry
  ), added AS (
    INSERT INTO ledger_word (word)
    SELECT word FROM said WHERE NOT EXISTS (SELECT FROM ledger_word WHERE ledger_word.word = said.word) ORDER BY word
    RETURNING id, word
  ), known AS MATERIALIZED (
    SELECT id, word FROM added UNION ALL SELECT id, word FROM ledger_word WHERE word IN (SELECT word FROM said)
  ), facet AS (
    INSERT INTO ledger_facet (index, recorded_at, event, purpose, sender, recipient, policy_version, subject, actor, certificate)
    SELECT index, recorded_at, event.id, purpose.id, sender.id, recipient.id, version.id, subject, actor_tag, certificate.id
      FROM entry
      JOIN known AS event ON event.word = leaf ->> 'event'
      JOIN known AS purpose ON purpose.word = leaf ->> 'purpose'
      JOIN known AS sender ON sender.word = leaf ->> 'sender'
      JOIN known AS recipient ON recipient.word = leaf ->> 'recipient'
      JOIN known AS version ON version.word = leaf ->> 'policyVersion'
      LEFT JOIN known AS certificate ON certificate.word = leaf ->> 'certificate'
     ORDER BY index
  )
  INSERT INTO ledger_field (field, recorded_at, index, released)
  SELECT known.id, recorded_at, index, field.value ->> 'decision' = 'released'
    FROM entry, LATERAL jsonb_each(leaf -> 'fields') AS field JOIN known ON known.word = field.key
   ORDER BY index;
  UPDATE ledger_projected SET next = past;
  RETURN past - first;
END $$;
