-- Up Migration

-- What residents are shown or told: published once, never changed. A record names the version and the hash.
CREATE TABLE published_text (
  kind         text NOT NULL CHECK (kind IN ('vraag', 'uitleg')),
  version      text NOT NULL CHECK (version ~ '^[a-z0-9-]{2,60}$'),
  language     text NOT NULL CHECK (language ~ '^[a-z]{2}(-[a-z]+)?$'),
  body         text NOT NULL,
  sha256       text NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (kind, version, language),
  CHECK (sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex'))
);

INSERT INTO published_text (kind, version, language, body, sha256, published_at)
SELECT kind, version, 'nl', body, encode(sha256(convert_to(body, 'UTF8')), 'hex'), published_at::timestamptz FROM (VALUES
  ('vraag', 'vraag-2026-10', '2026-10-01T00:00:00Z',
   'Mag {zender} dit vertellen aan {ontvanger}? Het gaat om: {gegevens}. Het is nodig voor: {doel}. '
   'U kiest per gegeven. U mag nee zeggen. Nee zeggen heeft geen gevolgen voor uw hulp, uw uitkering of uw woning. '
   'Zegt u ja? Dan mag het tot {tot}. U kunt elke dag stoppen. Dat is net zo makkelijk als ja zeggen.'),
  ('uitleg', 'uitleg-2026-10', '2026-10-01T00:00:00Z',
   'Verschillende organisaties helpen u. Soms vertellen zij elkaar iets over u. Soms mag dat alleen als u ja zegt. '
   'Soms mag het door de wet. U kunt altijd zien wie wat kreeg, en waarom dat mocht. U kunt bezwaar maken, vragen om iets '
   'te verbeteren of weg te halen, en klagen bij de Autoriteit Persoonsgegevens.')
) AS text (kind, version, published_at, body);

-- Proof was seen; of the paper only its kind and number are kept, no copy.
CREATE TABLE representation (
  id           uuid PRIMARY KEY,
  resident     uuid NOT NULL REFERENCES resident (id),
  kind         text NOT NULL CHECK (kind IN ('curator', 'mentor', 'bewindvoerder', 'gemachtigde', 'ouder')),
  reach        text NOT NULL CHECK (reach IN ('money', 'care', 'both')),
  proof_kind   text NOT NULL,
  proof_number text NOT NULL,
  valid_from   timestamptz NOT NULL,
  valid_until  timestamptz,
  ended_at     timestamptz,
  recorded_by  text NOT NULL,
  recorded_at  timestamptz NOT NULL
);
CREATE INDEX ON representation (resident);

-- Only who is under sixteen stands here; closed until the officer opens the case.
CREATE TABLE minority (
  resident   uuid PRIMARY KEY REFERENCES resident (id),
  age        text NOT NULL CHECK (age IN ('under-12', 'from-12')),
  noted_at   timestamptz NOT NULL,
  enabled_by text,
  enabled_at timestamptz
);

ALTER TABLE consent
  ADD COLUMN grounds            jsonb NOT NULL DEFAULT '[]',
  ADD COLUMN text_sha256        text,
  ADD COLUMN circumstance       text NOT NULL DEFAULT 'ordinary' CHECK (circumstance IN ('ordinary', 'crisis', 'advance')),
  ADD COLUMN evidence_kind      text,
  ADD COLUMN evidence_reference text;

ALTER TABLE consent_event
  -- Where the same event stands in the ledger. Without it the event was put here by nobody we know.
  ADD COLUMN ledger_index   bigint UNIQUE,
  -- A renewal holds longer than what was first asked.
  ADD COLUMN valid_until    timestamptz,
  ADD COLUMN decided_at     timestamptz,
  ADD COLUMN decided_by     text NOT NULL DEFAULT 'resident'
    CHECK (decided_by IN ('resident', 'representative', 'officer', 'clock', 'nobody')),
  ADD COLUMN representation uuid REFERENCES representation (id),
  ADD COLUMN capacity       text CHECK (capacity IN ('able', 'not-able')),
  ADD COLUMN opinion        text CHECK (opinion IN ('agrees', 'opposes', 'could-not-say')),
  ADD COLUMN helper         text,
  ADD COLUMN teach_back     boolean,
  ADD COLUMN recorded_by    text;

CREATE TRIGGER published_text_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON published_text
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER raises_epoch AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON minority
  FOR EACH STATEMENT EXECUTE FUNCTION raise_epoch();

-- For comparing the ledger with what is stored, without reading the whole ledger.
CREATE INDEX ledger_register_changes ON ledger_entry (index) WHERE leaf LIKE '%"event":"register-changed"%';
