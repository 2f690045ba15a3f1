-- Up Migration

-- What an officer asks of one partner for one purpose is rare in what that partner does, and rare in what is done for that
-- purpose: walking either index passes thousands of entries for a page of fifty.
CREATE INDEX ledger_by_sender_purpose ON ledger_facet (sender, purpose, recorded_at, index);
CREATE INDEX ledger_by_recipient_purpose ON ledger_facet (recipient, purpose, recorded_at, index);
