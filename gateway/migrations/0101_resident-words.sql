-- Up Migration

-- What a resident wrote in their own words with an objection or a request: sealed under the key of that resident alone, so that
-- erasing the resident closes it. Only the officer opens it, and that is written down.
CREATE TABLE resident_words (
  id         uuid PRIMARY KEY,
  resident   uuid NOT NULL REFERENCES resident (id),
  about      uuid NOT NULL,
  sealed     text NOT NULL,
  written_at timestamptz NOT NULL
);
CREATE INDEX ON resident_words (about);
CREATE TRIGGER words_do_not_change BEFORE UPDATE OR DELETE OR TRUNCATE ON resident_words
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Words with a request to correct or to take away lie before the officer too.
ALTER TABLE officer_item
  DROP CONSTRAINT officer_item_kind_check,
  ADD CONSTRAINT officer_item_kind_check
    CHECK (kind IN ('notice-unconfirmed', 'resident-opposes', 'objection', 'minor', 'identity-doubt', 'resident-wrote'));
