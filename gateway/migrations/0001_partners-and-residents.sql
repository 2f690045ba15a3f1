-- Up Migration

-- A partner is one organisation-unit with exactly one role; two roles are two partners, and nothing flows between them.
CREATE TABLE partner (
  id           text PRIMARY KEY CHECK (id ~ '^[a-z0-9-]{2,60}$'),
  name         text NOT NULL,
  organisation text NOT NULL,
  oin          text NOT NULL UNIQUE CHECK (oin ~ '^[0-9A-Z]{20}$'),
  role         text NOT NULL,
  certificate  text NOT NULL,
  suspended_at timestamptz
);

-- A purpose counts only when it is registered for the partner.
CREATE TABLE partner_purpose (
  partner text NOT NULL REFERENCES partner (id),
  purpose text NOT NULL,
  PRIMARY KEY (partner, purpose)
);

CREATE TABLE resident (
  id uuid PRIMARY KEY
);

-- Each partner knows a resident under its own koppelsleutel, which means nothing to another partner.
CREATE TABLE link (
  partner       text NOT NULL REFERENCES partner (id),
  resident      uuid NOT NULL REFERENCES resident (id),
  koppelsleutel uuid NOT NULL,
  PRIMARY KEY (partner, resident),
  UNIQUE (partner, koppelsleutel)
);

CREATE TABLE social_case (
  id        uuid PRIMARY KEY,
  resident  uuid NOT NULL REFERENCES resident (id),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX ON social_case (resident);

-- Membership is of a person in an organisation-unit (K1), with from and until so that "was a member then" can be asked.
CREATE TABLE case_member (
  social_case  uuid NOT NULL REFERENCES social_case (id),
  partner      text NOT NULL REFERENCES partner (id),
  professional text NOT NULL,
  member_from  timestamptz NOT NULL,
  member_until timestamptz,
  PRIMARY KEY (social_case, partner, professional, member_from)
);

-- AVG 13-14: which explanation the resident was given (K2).
CREATE TABLE information_given (
  resident    uuid NOT NULL REFERENCES resident (id),
  explanation text NOT NULL,
  language    text NOT NULL,
  given_by    text NOT NULL,
  given_at    timestamptz NOT NULL,
  PRIMARY KEY (resident, explanation, given_at)
);

-- AVG 21 (K3). An objection closes until it is decided against the resident or taken back.
CREATE TABLE objection (
  id           uuid PRIMARY KEY,
  resident     uuid NOT NULL REFERENCES resident (id),
  purpose      text NOT NULL,
  raised_at    timestamptz NOT NULL,
  dismissed_at timestamptz,
  withdrawn_at timestamptz
);
CREATE INDEX ON objection (resident);

-- AVG 7 (K4). What was asked and shown never changes; what the resident decided follows as events.
CREATE TABLE consent (
  id          uuid PRIMARY KEY,
  resident    uuid NOT NULL REFERENCES resident (id),
  purpose     text NOT NULL,
  sender      text NOT NULL REFERENCES partner (id),
  recipient   text NOT NULL REFERENCES partner (id),
  fields      text[] NOT NULL CHECK (cardinality(fields) > 0 AND NOT ('*' = ANY (fields))),
  kinds       text[] NOT NULL CHECK (cardinality(kinds) > 0),
  text_shown  text NOT NULL,
  language    text NOT NULL,
  valid_until timestamptz NOT NULL
);
CREATE INDEX ON consent (resident);

CREATE TABLE consent_event (
  consent  uuid NOT NULL REFERENCES consent (id),
  position integer NOT NULL,
  state    text NOT NULL CHECK (state IN (
    'Requested', 'RequestDeferred', 'Refused', 'ConsentGiven', 'RenewedConsentGiven',
    'Withdrawn', 'Expired', 'Terminated', 'Invalidated')),
  at       timestamptz NOT NULL,
  channel  text NOT NULL,
  PRIMARY KEY (consent, position)
);

-- K5 to K18: what somebody declared, about whom, for which exchange, with the number under which it can be found.
CREATE TABLE declaration (
  id          uuid PRIMARY KEY,
  condition   text NOT NULL,
  fulfilled   boolean NOT NULL,
  resident    uuid NOT NULL REFERENCES resident (id),
  purpose     text NOT NULL,
  sender      text NOT NULL REFERENCES partner (id),
  recipient   text NOT NULL REFERENCES partner (id),
  reference   text NOT NULL,
  declared_by text NOT NULL,
  valid_from  timestamptz NOT NULL,
  valid_until timestamptz
);
CREATE INDEX ON declaration (resident);
