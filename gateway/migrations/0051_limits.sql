-- Up Migration

-- How often somebody asked in the current stretch of time, over all gateways. One row for each that asks; a new stretch takes
-- the place of the old one.
CREATE TABLE use_count (
  subject     text PRIMARY KEY,
  window_from timestamptz NOT NULL,
  used        bigint NOT NULL
);

-- For the privacy officer: somebody met a limit, or asked after more residents than is usual. Who it is of a partner stands
-- here under a tag; the ledger says it to the officer.
CREATE TABLE use_signal (
  kind        text NOT NULL CHECK (kind IN ('partner-limit', 'professional-limit', 'many-residents')),
  partner     text NOT NULL REFERENCES partner (id),
  subject     text NOT NULL,
  window_from timestamptz NOT NULL,
  raised_at   timestamptz NOT NULL,
  seen_at     timestamptz,
  PRIMARY KEY (kind, subject, window_from)
);
