-- Up Migration

-- Who decides on money does not need to know about whom. Which case a number belongs to stands in the file of that case alone,
-- sealed; nothing here leads to it.
CREATE TABLE maatwerkbudget (
  number       text PRIMARY KEY CHECK (number ~ '^MB-[0-9A-Z]{8}$'),
  amount_cents integer NOT NULL CHECK (amount_cents > 0),
  vuistregel   text NOT NULL,
  aim          text NOT NULL,
  asked_by     text NOT NULL REFERENCES partner (id),
  asked_on     date NOT NULL,
  outcome      text CHECK (outcome IN ('toegekend', 'afgewezen')),
  decided_by   text,
  decided_on   date,
  CHECK ((outcome IS NULL) = (decided_by IS NULL) AND (outcome IS NULL) = (decided_on IS NULL))
);
