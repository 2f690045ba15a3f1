-- Up Migration

-- Who has a message and does not answer is asked again, so what is due is more than what was never delivered.
DROP INDEX notice_next_attempt_at_idx;
CREATE INDEX notice_due ON notice (recipient, next_attempt_at) WHERE state IN ('queued', 'sent');
CREATE INDEX notice_cause ON notice (cause);
