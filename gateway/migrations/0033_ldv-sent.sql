-- Up Migration

-- How far each partner's log was sent, and where to: what comes before `next` was confirmed there.
CREATE TABLE ldv_sent (
  partner text NOT NULL REFERENCES partner (id),
  target  text NOT NULL,
  next    bigint NOT NULL CHECK (next >= 0),
  sent_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (partner, target)
);
