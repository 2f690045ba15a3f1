-- Up Migration

-- What recipients say they received, laid beside what we recorded; and the silence of those who agreed to say so.
CREATE TABLE counter_receipt (
  id           uuid PRIMARY KEY,
  partner      text NOT NULL,
  -- The entry it is about, as the partner names it.
  entry        bigint NOT NULL,
  -- The partner's own number for the exchange.
  transaction  text NOT NULL,
  outcome      text NOT NULL CHECK (outcome IN ('matches', 'unknown', 'hash-differs', 'fields-differ', 'received-before', 'silent')),
  received_at  timestamptz NOT NULL,
  -- The entry that says so.
  ledger_index bigint NOT NULL
);
CREATE INDEX ON counter_receipt (partner, entry);
CREATE UNIQUE INDEX ON counter_receipt (partner, entry) WHERE outcome = 'matches';
CREATE UNIQUE INDEX ON counter_receipt (partner, entry) WHERE outcome = 'silent';
CREATE TRIGGER counter_receipts_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON counter_receipt
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Which partners say what they received, since when, and within how long.
CREATE TABLE receipt_agreement (
  partner      text PRIMARY KEY REFERENCES partner (id),
  since        timestamptz NOT NULL,
  within       interval NOT NULL CHECK (within >= interval '1 minute'),
  -- Everything recorded before this was looked at.
  looked_until timestamptz NOT NULL,
  ended_at     timestamptz
);
