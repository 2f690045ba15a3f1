-- Up Migration

-- What the officer decided about what was put before them, and why, in words for the resident.
ALTER TABLE officer_item
  ADD COLUMN outcome    text,
  ADD COLUMN reasons    text,
  ADD COLUMN decided_by text,
  DROP CONSTRAINT officer_item_kind_check,
  ADD CONSTRAINT officer_item_kind_check CHECK (kind IN ('notice-unconfirmed', 'resident-opposes', 'objection', 'minor'));

-- No date of birth: who is young enough is noted, and noted again when that changes. From sixteen on one decides alone.
ALTER TABLE minority
  ADD COLUMN id       uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
  ADD COLUMN noted_by text,
  DROP CONSTRAINT minority_age_check,
  ADD CONSTRAINT minority_age_check CHECK (age IN ('under-12', 'from-12', 'from-16'));

-- An advance choice that will end soon: said once for each end that comes near.
CREATE TABLE reminder (
  consent     uuid NOT NULL REFERENCES consent (id),
  valid_until timestamptz NOT NULL,
  raised_at   timestamptz NOT NULL,
  PRIMARY KEY (consent, valid_until)
);
