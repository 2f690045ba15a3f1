-- Up Migration

-- A sender asks what became of what it brought.
CREATE INDEX ON waiting_delivery (sender, created_at);
