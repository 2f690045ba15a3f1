-- Up Migration

-- A restriction that is not there any more is missed too, as a consent and an objection are.
ALTER TABLE register_change ADD COLUMN restriction uuid;
