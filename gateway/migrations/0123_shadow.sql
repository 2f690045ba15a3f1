-- Up Migration

-- A version of the handreiking that somebody proposes, with the signatures it has so far. It counts for nothing until it is in
-- the chain (handreiking_bundle).
CREATE TABLE handreiking_proposal (
  sha256      text PRIMARY KEY,
  version     text NOT NULL CHECK (version ~ '^[0-9a-f]{64}$'),
  bundle      text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL
);
CREATE INDEX ON handreiking_proposal (version, proposed_at DESC);
CREATE TRIGGER proposals_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON handreiking_proposal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- For whose requests the proposal is decided too, beside what counts. Nothing of it ever reaches an answer.
CREATE TABLE shadow_mode (
  partner    text NOT NULL REFERENCES partner (id),
  version    text NOT NULL,
  started_at timestamptz NOT NULL,
  ends_at    timestamptz NOT NULL CHECK (ends_at <= started_at + interval '3 months'),
  started_by text NOT NULL,
  ended_at   timestamptz,
  PRIMARY KEY (partner, version, started_at)
);

-- What came out, in counts: roads, fields and rules; no resident, no person acting, no moment but the day.
CREATE TABLE shadow_count (
  partner   text NOT NULL,
  version   text NOT NULL,
  day       date NOT NULL,
  decisions bigint NOT NULL,
  different bigint NOT NULL,
  PRIMARY KEY (partner, version, day)
);
CREATE TABLE shadow_difference (
  partner   text NOT NULL,
  version   text NOT NULL,
  day       date NOT NULL,
  purpose   text NOT NULL,
  from_role text NOT NULL,
  to_role   text NOT NULL,
  field     text NOT NULL,
  change    text NOT NULL CHECK (change IN ('would-open', 'would-close')),
  times     bigint NOT NULL,
  PRIMARY KEY (partner, version, day, purpose, from_role, to_role, field, change)
);
