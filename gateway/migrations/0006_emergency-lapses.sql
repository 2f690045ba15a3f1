-- Up Migration

-- INV-34: an emergency lapses after 72 hours at the latest. The database refuses one that would not.
ALTER TABLE declaration ADD CONSTRAINT emergency_lapses
  CHECK (condition <> 'vitaal' OR (valid_until IS NOT NULL AND valid_until <= valid_from + interval '72 hours'));
