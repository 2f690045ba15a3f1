-- Up Migration

-- By what somebody is recognised when the next partner introduces them: keyed hashes alone. No name, date or number is kept.
CREATE TABLE resident_identity (
  kind     text NOT NULL CHECK (kind IN ('bsn', 'kenmerken')),
  tag      bytea NOT NULL CHECK (length(tag) = 32),
  resident uuid NOT NULL REFERENCES resident (id),
  -- Of the date of birth, to see whether a number goes with this person.
  birth    bytea NOT NULL CHECK (length(birth) = 32),
  noted_by text NOT NULL,
  noted_at timestamptz NOT NULL,
  PRIMARY KEY (kind, tag, resident)
);
CREATE INDEX ON resident_identity (resident);
CREATE UNIQUE INDEX one_resident_a_number ON resident_identity (tag) WHERE kind = 'bsn';

ALTER TABLE officer_item
  DROP CONSTRAINT officer_item_kind_check,
  ADD CONSTRAINT officer_item_kind_check
    CHECK (kind IN ('notice-unconfirmed', 'resident-opposes', 'objection', 'minor', 'identity-doubt'));
