-- Up Migration

-- What was brought while the recipient's system could not take it. It waits sealed, for a day, or three days in an emergency; as
-- soon as it was delivered or given up, what was to be delivered is gone and only what became of it stays.
CREATE TABLE waiting_delivery (
  id              uuid PRIMARY KEY,
  sender          text NOT NULL REFERENCES partner (id),
  recipient       text NOT NULL REFERENCES partner (id),
  state           text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
  sealed          text,
  created_at      timestamptz NOT NULL,
  deadline        timestamptz NOT NULL,
  attempts        integer NOT NULL DEFAULT 1,
  next_attempt_at timestamptz NOT NULL,
  ended_at        timestamptz,
  CHECK (deadline <= created_at + interval '72 hours'),
  CHECK ((state = 'waiting') = (sealed IS NOT NULL)),
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX ON waiting_delivery (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX ON waiting_delivery (sender, ended_at) WHERE state = 'failed';
