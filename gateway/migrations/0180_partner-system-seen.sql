-- Up Migration

-- The systems of partners of which the log knows: by a keyed print of what was configured, never what was configured itself. Of
-- one that is gone the print is gone too.
CREATE TABLE partner_system_seen (
  kind    text NOT NULL CHECK (kind IN ('systeem', 'postbus')),
  partner text NOT NULL,
  print   text,
  PRIMARY KEY (kind, partner)
);
