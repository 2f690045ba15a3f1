-- Up Migration

-- That a partner promised to say what it receives, and that the promise ended, are changes of the registry too.
ALTER TABLE partner_event DROP CONSTRAINT partner_event_what_check;
ALTER TABLE partner_event ADD CONSTRAINT partner_event_what_check CHECK (what IN (
  'registered', 'certified', 'suspended', 'resumed', 'purposes-changed', 'agreed', 'receipts-agreed', 'receipts-ended'));
