-- Up Migration

-- What the authorization server must remember between requests and replicas, such as which assertions were used.
CREATE TABLE authorization_record (
  kind       text NOT NULL,
  id         text NOT NULL,
  payload    jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (kind, id)
);
CREATE INDEX ON authorization_record (expires_at);
