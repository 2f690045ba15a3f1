-- Up Migration

-- One row: until when a disclosure under the emergency purpose may rest on a journal beside the database. Closed, unless an officer
-- opened it; and opening or closing it is itself an entry, in the same transaction.
CREATE TABLE emergency_road (
  id         boolean PRIMARY KEY DEFAULT true CHECK (id),
  open_until timestamptz
);
INSERT INTO emergency_road (open_until) VALUES (NULL);

CREATE FUNCTION refuse_unwritten_switch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND EXISTS (
    SELECT FROM ledger_entry WHERE index = (SELECT size - 1 FROM ledger_head) AND leaf::jsonb ->> 'event' = 'switched'
       AND xmin = pg_current_xact_id()::xid) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'this switch is itself an entry' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER switched_by_an_entry BEFORE INSERT OR UPDATE OR DELETE ON emergency_road
  FOR EACH ROW EXECUTE FUNCTION refuse_unwritten_switch();

-- Which lines of a journal stand in the log already: each once, also when a gateway stops halfway.
CREATE TABLE emergency_replayed (
  line         bytea PRIMARY KEY CHECK (octet_length(line) = 32),
  ledger_index bigint NOT NULL
);
CREATE TRIGGER emergency_replayed_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON emergency_replayed
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
