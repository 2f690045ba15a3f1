-- Up Migration

-- What the case was opened for; a case from before this says nothing.
ALTER TABLE social_case ADD COLUMN purpose text;

-- How the resident stands towards the table (K11). The newest counts; the others are its history.
CREATE TABLE case_invitation (
  id          uuid PRIMARY KEY,
  social_case uuid NOT NULL REFERENCES social_case (id),
  state       text NOT NULL CHECK (state IN ('uitgenodigd', 'aanwezig', 'zonder', 'wil-niet')),
  noted_by    text NOT NULL,
  noted_at    timestamptz NOT NULL
);
CREATE INDEX ON case_invitation (social_case);
CREATE TRIGGER invitations_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON case_invitation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What one partner calls a case, sealed under the key of the resident's file: it goes when the file goes.
CREATE TABLE case_label (
  social_case uuid NOT NULL REFERENCES social_case (id),
  partner     text NOT NULL REFERENCES partner (id),
  sealed      text NOT NULL,
  PRIMARY KEY (social_case, partner)
);

-- A form that was sent, so that sending it again does nothing twice. Of the form only a hash is kept, and where it led.
CREATE TABLE form_sent (
  hash    bytea PRIMARY KEY CHECK (length(hash) = 32),
  sent_at timestamptz NOT NULL,
  failed  boolean NOT NULL DEFAULT false,
  led_to  text
);
CREATE INDEX ON form_sent (sent_at);
CREATE FUNCTION forget_forms(moment timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ DELETE FROM form_sent WHERE sent_at < moment $$;
