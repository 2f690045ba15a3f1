-- Up Migration

-- A request that its caller may send again under the same Idempotency-Key. The key itself is not here, only a keyed hash of it;
-- what the source gave is sealed under the key and a secret of ours together, so this table alone, or a backup, opens nothing.
CREATE TABLE repeatable_request (
  caller       text NOT NULL,
  tag          bytea NOT NULL CHECK (octet_length(tag) = 32),
  -- A keyed hash of what was asked: another question under the same key is refused.
  question     bytea NOT NULL CHECK (octet_length(question) = 32),
  -- Until then somebody is busy with it.
  leased_until timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL,
  sealed       text,
  -- Where the first answer stands in the ledger.
  ledger_index bigint,
  PRIMARY KEY (caller, tag)
);
CREATE INDEX ON repeatable_request (expires_at);

-- What ran out goes. The role that serves requests may not delete by itself.
CREATE FUNCTION forget_repeatable_requests(moment timestamptz) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone bigint;
BEGIN
  DELETE FROM repeatable_request WHERE expires_at <= moment;
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
