-- Up Migration

-- Whom to call at a partner: about its system, and about privacy.
CREATE TABLE partner_contact (
  partner text NOT NULL REFERENCES partner (id),
  subject text NOT NULL CHECK (subject IN ('techniek', 'privacy')),
  address text NOT NULL CHECK (address LIKE '%_@_%'),
  PRIMARY KEY (partner, subject)
);

-- AVG 26 (jointly responsible) or 28 (processor): what a partner takes part on, and until when.
CREATE TABLE partner_agreement (
  partner   text NOT NULL REFERENCES partner (id),
  article   text NOT NULL CHECK (article IN ('26', '28')),
  reference text NOT NULL,
  from_day  date NOT NULL,
  -- This day included; without it, until somebody ends it.
  until_day date CHECK (until_day >= from_day),
  PRIMARY KEY (partner, reference)
);

-- What was changed about a partner, by whom and why; it only grows.
CREATE TABLE partner_event (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partner text NOT NULL REFERENCES partner (id),
  what    text NOT NULL CHECK (what IN ('registered', 'certified', 'suspended', 'resumed', 'purposes-changed', 'agreed')),
  detail  text NOT NULL,
  by      text NOT NULL,
  at      timestamptz NOT NULL
);
CREATE TRIGGER refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON partner_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
