-- Up Migration

-- FSC Logging 1.1.0: what passed an Inway, written before it was answered. Organisations and a service; no person.
CREATE TABLE fsc_transaction (
  transaction_id uuid NOT NULL,
  direction      text NOT NULL CHECK (direction IN ('DIRECTION_INCOMING', 'DIRECTION_OUTGOING')),
  grant_hash     text NOT NULL,
  source         jsonb NOT NULL,
  destination    jsonb NOT NULL,
  service_name   text NOT NULL,
  created_at     timestamptz NOT NULL,
  PRIMARY KEY (transaction_id, direction)
);
CREATE TRIGGER fsc_transaction_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON fsc_transaction
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
