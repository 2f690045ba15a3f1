-- Up Migration

-- A resident who asks what is known about them (AVG 15), or somebody who asks in their place and is not let.
CREATE TABLE access_request (
  id          uuid PRIMARY KEY,
  -- Nobody when the one who asked is not the resident: then nothing was looked up.
  resident    uuid REFERENCES resident (id),
  asker       text NOT NULL CHECK (asker IN ('bewoner', 'vertegenwoordiger', 'ander')),
  -- How we know who asks; of a paper only that it was seen.
  identity    text NOT NULL CHECK (identity IN ('digid', 'gezien', 'nog-niet')),
  received_on date NOT NULL,
  recorded_by text NOT NULL,
  recorded_at timestamptz NOT NULL,
  refused     text CHECK (refused IN ('niet-de-bewoner', 'geen-vertegenwoordiging')),
  extended_at timestamptz,
  extended_because text,
  sent_at     timestamptz,
  sent_by     text,
  CHECK (resident IS NOT NULL OR refused IS NOT NULL)
);

-- What was answered: not the answer itself, but where the log stood and what it came to, so that it can be made again and compared.
CREATE TABLE access_answer (
  request     uuid NOT NULL REFERENCES access_request (id),
  ledger_size bigint NOT NULL,
  ledger_root text NOT NULL,
  sha256      text NOT NULL,
  made_by     text NOT NULL,
  made_at     timestamptz NOT NULL,
  PRIMARY KEY (request, ledger_size)
);
CREATE TRIGGER access_answers_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON access_answer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

