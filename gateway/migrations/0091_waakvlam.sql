-- Up Migration

-- That somebody called, whom, and until when half a day lasts. What was seen passes through and stands nowhere.
CREATE TABLE waakvlam_call (
  id          uuid PRIMARY KEY,
  social_case uuid NOT NULL REFERENCES social_case (id),
  -- Who saw it; nothing when it was the resident.
  reported_by text REFERENCES partner (id),
  called      text REFERENCES partner (id),
  noted_by    text NOT NULL,
  called_at   timestamptz NOT NULL,
  due_at      timestamptz NOT NULL
);
CREATE INDEX ON waakvlam_call (social_case);
CREATE TRIGGER calls_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON waakvlam_call
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE waakvlam_event (
  id       uuid PRIMARY KEY,
  call     uuid NOT NULL REFERENCES waakvlam_call (id),
  what     text NOT NULL CHECK (what IN ('opgepakt', 'opgeschaald', 'afgeschaald', 'klaar')),
  noted_by text NOT NULL,
  at       timestamptz NOT NULL
);
CREATE INDEX ON waakvlam_event (call);
CREATE TRIGGER waakvlam_events_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON waakvlam_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
