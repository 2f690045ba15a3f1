-- Up Migration

-- The hashes of the ledger's tree in full tiles of 256 (C2SP tlog-tiles). With them the tree still verifies when whole
-- months of entries are gone, and an entry that was altered together with its hash can be named.
CREATE TABLE ledger_tile (
  level  smallint NOT NULL CHECK (level BETWEEN 0 AND 6),
  number bigint NOT NULL CHECK (number >= 0),
  hashes bytea NOT NULL CHECK (octet_length(hashes) = 8192),
  -- The hash over the whole tile: one hash of the tile above it.
  root   bytea NOT NULL CHECK (octet_length(root) = 32),
  PRIMARY KEY (level, number)
);

-- Every tree head this log ever signed. Signed after commit, from the committed head only.
CREATE TABLE ledger_checkpoint (
  size      bigint PRIMARY KEY CHECK (size > 0),
  root      bytea NOT NULL CHECK (octet_length(root) = 32),
  -- The signed note: origin, size, root and our signature.
  note      text NOT NULL,
  signed_at timestamptz NOT NULL
);

-- What witnesses signed under a checkpoint; the same one again, later, says that they have seen nothing else since.
CREATE TABLE ledger_cosignature (
  size        bigint NOT NULL REFERENCES ledger_checkpoint,
  witness     text NOT NULL,
  cosigned_at timestamptz NOT NULL,
  -- One signature line of the note.
  line        text NOT NULL,
  PRIMARY KEY (size, witness, cosigned_at)
);
CREATE INDEX ON ledger_cosignature (witness, cosigned_at);

-- One row: the leaf hashes after the last full tile, as they were at the newest checkpoint.
CREATE TABLE ledger_tail (
  id     boolean PRIMARY KEY DEFAULT true CHECK (id),
  size   bigint NOT NULL,
  hashes bytea NOT NULL
);
INSERT INTO ledger_tail (size, hashes) VALUES (0, '');

-- One row: the first entry that is still kept. What came before went with its month when its term had passed.
CREATE TABLE ledger_kept (
  id    boolean PRIMARY KEY DEFAULT true CHECK (id),
  first bigint NOT NULL CHECK (first >= 0)
);
INSERT INTO ledger_kept (first) VALUES (0);

CREATE TRIGGER tiles_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_tile
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoints_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER cosignatures_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
