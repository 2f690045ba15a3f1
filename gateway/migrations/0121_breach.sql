-- Up Migration

-- Every breach is written down, also one that is not reported (AVG 33(5)): what was asked of the log, what it came to, and where
-- the log stood then. Numbers and names of fields; nobody is in it.
CREATE TABLE breach (
  id            uuid PRIMARY KEY,
  -- When somebody here first knew: from then the 72 hours run.
  discovered_at timestamptz NOT NULL,
  question      jsonb NOT NULL,
  ledger_size   bigint NOT NULL,
  ledger_root   text NOT NULL,
  facts         jsonb NOT NULL,
  sha256        text NOT NULL,
  recorded_by   text NOT NULL,
  recorded_at   timestamptz NOT NULL
);
CREATE TRIGGER breaches_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON breach
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE breach_step (
  breach  uuid NOT NULL REFERENCES breach (id),
  step    text NOT NULL CHECK (step IN (
    'partner-geschorst', 'sleutel-ingetrokken', 'gemeld-ap', 'niet-gemeld-ap', 'bewoners-verteld', 'bewoners-niet-verteld', 'gesloten')),
  -- What it was done to, by our own names; never free text about a person.
  subject text NOT NULL,
  reasons text,
  by      text NOT NULL,
  at      timestamptz NOT NULL,
  PRIMARY KEY (breach, step, subject)
);
CREATE TRIGGER breach_steps_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON breach_step
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE partner_event
  DROP CONSTRAINT partner_event_what_check,
  ADD CONSTRAINT partner_event_what_check CHECK (what IN (
    'registered', 'certified', 'suspended', 'resumed', 'purposes-changed', 'agreed', 'receipts-agreed', 'receipts-ended',
    'certificate-retired'));
