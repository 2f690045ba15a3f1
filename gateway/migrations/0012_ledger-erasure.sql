-- Up Migration

-- The log in months, so that a month whose term has passed can go as a whole. Who acted is kept apart, under a key of its own.
ALTER TABLE ledger_entry RENAME TO ledger_entry_unsealed;
ALTER INDEX ledger_entry_pkey RENAME TO ledger_entry_unsealed_pkey;

CREATE TABLE ledger_entry (
  index       bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- The canonical text that is hashed; of the personal part it holds only salted hashes.
  leaf        text NOT NULL,
  leaf_hash   bytea NOT NULL CHECK (length(leaf_hash) = 32),
  -- About the resident, sealed under the resident's own key; erased together with its salt.
  salt        bytea,
  personal    text,
  -- A keyed hash of the resident, to find one person's entries; empty when nobody known was asked about.
  subject     bytea,
  -- Who acted, sealed for the officer, and a keyed hash to find the entries of one person acting.
  actor_salt  bytea,
  actor       text,
  actor_tag   bytea,
  -- One index, one entry: the head sees to that. A partitioned table wants its month in the key.
  PRIMARY KEY (index, recorded_at)
) PARTITION BY RANGE (recorded_at);

-- What falls in no month that was made, because a clock was wrong.
CREATE TABLE ledger_entry_otherwise PARTITION OF ledger_entry DEFAULT;

-- Only erasing changes an entry, and erasing changes only what can be erased. Row by row, so that it holds for every month.
CREATE FUNCTION refuse_all_but_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.salt IS NOT NULL AND NEW.salt IS NULL AND NEW.personal IS NULL AND NEW.subject IS NULL
     AND (NEW.index, NEW.recorded_at, NEW.leaf, NEW.leaf_hash, NEW.actor_salt, NEW.actor, NEW.actor_tag)
         IS NOT DISTINCT FROM
         (OLD.index, OLD.recorded_at, OLD.leaf, OLD.leaf_hash, OLD.actor_salt, OLD.actor, OLD.actor_tag) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'this table only grows' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_only_grows BEFORE UPDATE OR DELETE ON ledger_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_all_but_erasure();
CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON ledger_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON ledger_entry_otherwise
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Makes this month's place, unless it is there or entries of this month already stand elsewhere.
CREATE FUNCTION ledger_make_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first date := date_trunc('month', month)::date;
  place text := 'ledger_entry_' || to_char(first, 'YYYY_MM');
BEGIN
  IF to_regclass(place) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I PARTITION OF ledger_entry FOR VALUES FROM (%L) TO (%L)', place,
                 first::timestamp AT TIME ZONE 'UTC', (first + interval '1 month')::timestamp AT TIME ZONE 'UTC');
  EXECUTE format('CREATE TRIGGER ledger_is_not_emptied BEFORE TRUNCATE ON %I
                  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', place);
EXCEPTION WHEN check_violation OR duplicate_table THEN
  RETURN;
END $$;
SELECT ledger_make_month((now() AT TIME ZONE 'UTC' + n * interval '1 month')::date) FROM generate_series(0, 3) AS n;

INSERT INTO ledger_entry (index, recorded_at, leaf, leaf_hash, salt, personal, subject)
SELECT index, recorded_at, leaf, leaf_hash, salt, personal, subject FROM ledger_entry_unsealed ORDER BY index;
DROP TABLE ledger_entry_unsealed;

-- A resident's key, sealed under a key that lives outside this database: a backup of the database alone opens nothing.
CREATE TABLE subject_key (
  resident uuid PRIMARY KEY REFERENCES resident (id),
  vault_id uuid NOT NULL UNIQUE,
  -- What it sealed says which key it was.
  key_id   text NOT NULL UNIQUE,
  sealed   text NOT NULL,
  made_at  timestamptz NOT NULL DEFAULT now()
);

-- Keys that an erasure took from here, until the vault has destroyed their other half too.
CREATE TABLE key_to_destroy (
  vault_id uuid PRIMARY KEY,
  since    timestamptz NOT NULL DEFAULT now()
);

-- The keys under which is kept who acted, each sealed for the officer.
CREATE TABLE actor_key (
  id      text PRIMARY KEY,
  sealed  text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER actor_keys_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON actor_key
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
