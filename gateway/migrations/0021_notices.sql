-- Up Migration

-- AVG 17(2), 18, 19: whoever actually received what is withdrawn, corrected, restricted or erased gets word of it. A durable
-- queue beside the facts themselves: a message exists if and only if the change that caused it was committed.
CREATE TABLE notice (
  id              uuid PRIMARY KEY,
  resident        uuid NOT NULL REFERENCES resident (id),
  recipient       text NOT NULL REFERENCES partner (id),
  sender          text NOT NULL REFERENCES partner (id),
  purpose         text NOT NULL,
  request         text NOT NULL CHECK (request IN ('stop', 'correct', 'restrict', 'erase')),
  fields          text[] NOT NULL CHECK (cardinality(fields) > 0),
  -- Where in the ledger it stands that the recipient got them.
  entries         bigint[] NOT NULL CHECK (cardinality(entries) > 0),
  -- The consent, the objection or the request that caused it.
  cause           uuid NOT NULL,
  created_at      timestamptz NOT NULL,
  answer_by       timestamptz NOT NULL,
  state           text NOT NULL CHECK (state IN ('queued', 'sent', 'received', 'done', 'refused', 'unconfirmed')),
  attempts        integer NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  sent_at         timestamptz,
  received_at     timestamptz,
  answered_at     timestamptz,
  escalated_at    timestamptz,
  -- What the recipient did, or why it refuses: a word from a closed list.
  answered_with   text,
  -- The recipient's own signed answer, as it came.
  answer          text
);
CREATE INDEX ON notice (resident);
CREATE INDEX ON notice (recipient) WHERE state IN ('queued', 'sent', 'received', 'unconfirmed');
CREATE INDEX ON notice (next_attempt_at) WHERE state = 'queued';

-- What the privacy officer has to look at.
CREATE TABLE officer_item (
  id        uuid PRIMARY KEY,
  kind      text NOT NULL CHECK (kind IN ('notice-unconfirmed', 'resident-opposes', 'objection')),
  resident  uuid NOT NULL REFERENCES resident (id),
  about     uuid NOT NULL,
  raised_at timestamptz NOT NULL,
  due_at    timestamptz,
  done_at   timestamptz,
  UNIQUE (kind, about)
);
