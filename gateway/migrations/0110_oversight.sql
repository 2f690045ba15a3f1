-- Up Migration

-- How the log is reviewed: a version counts from the moment a second officer adopts it.
CREATE TABLE review_policy (
  version     integer PRIMARY KEY,
  every_hours integer NOT NULL CHECK (every_hours BETWEEN 1 AND 744),
  signals     text[] NOT NULL,
  thresholds  jsonb NOT NULL,
  reason      text NOT NULL,
  proposed_by text NOT NULL,
  proposed_at timestamptz NOT NULL,
  adopted_by  text,
  adopted_at  timestamptz,
  CHECK (adopted_by <> proposed_by)
);

-- That the log was gone through, from where to where, and under which version.
CREATE TABLE review_run (
  looked_until timestamptz PRIMARY KEY,
  looked_from  timestamptz NOT NULL,
  at           timestamptz NOT NULL,
  policy       integer NOT NULL,
  entries      bigint NOT NULL,
  findings     integer NOT NULL,
  officer      text NOT NULL
);
CREATE TRIGGER review_runs_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON review_run
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Something in the log that an officer has to look at. It names nobody: people stand here by their tags.
CREATE TABLE review_finding (
  id          uuid PRIMARY KEY,
  key         text NOT NULL UNIQUE,
  signal      text NOT NULL,
  severity    text NOT NULL CHECK (severity IN ('ernstig', 'let-op')),
  sentence    text NOT NULL,
  reasons     text[] NOT NULL,
  partner     text NOT NULL,
  actor       text,
  subject     text,
  happened_at timestamptz NOT NULL,
  raised_at   timestamptz NOT NULL,
  closed_at   timestamptz
);
CREATE INDEX ON review_finding (raised_at) WHERE closed_at IS NULL;

CREATE TABLE review_verdict (
  finding   uuid NOT NULL REFERENCES review_finding (id),
  position  integer NOT NULL,
  verdict   text NOT NULL CHECK (verdict IN ('in-orde', 'vraag-uitleg', 'onderzoek')),
  -- Whether the signal rightly asked for attention; said when it is closed.
  justified boolean,
  reason    text NOT NULL,
  officer   text NOT NULL,
  at        timestamptz NOT NULL,
  PRIMARY KEY (finding, position)
);
CREATE TRIGGER review_verdicts_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON review_verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What a resident sees later (AVG 23, UAVG 41): never without a ground, and never without an end.
CREATE TABLE delayed_visibility (
  id          uuid PRIMARY KEY,
  entry       bigint NOT NULL,
  ground      text NOT NULL,
  reason      text NOT NULL,
  decided_by  text NOT NULL,
  decided_at  timestamptz NOT NULL,
  hidden_until timestamptz NOT NULL,
  CHECK (hidden_until > decided_at AND hidden_until <= decided_at + interval '3 months')
);
CREATE INDEX ON delayed_visibility (entry, hidden_until);
CREATE TRIGGER delayed_visibility_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON delayed_visibility
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
