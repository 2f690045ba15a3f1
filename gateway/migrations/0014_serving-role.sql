-- Up Migration

-- Who serves requests may add, and nothing more, wherever something may only grow. Without the right to make roles there is
-- none, and the gateway says so at every start.
DO $$
BEGIN
  IF to_regrole('wijkpoort_dienst') IS NULL THEN CREATE ROLE wijkpoort_dienst NOLOGIN; END IF;
EXCEPTION
  WHEN duplicate_object OR unique_violation THEN NULL;
  WHEN insufficient_privilege THEN RAISE WARNING 'wijkpoort_dienst could not be made';
END $$;

-- Gives the role its rights on every table there is now; called after every migration. What a table's own triggers refuse is
-- not granted either; what is not named below gets what the register of facts needs, and never DELETE.
CREATE FUNCTION grant_serving() RETURNS boolean LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  place record;
  rights text;
BEGIN
  IF to_regrole('wijkpoort_dienst') IS NULL THEN RETURN false; END IF;
  REVOKE ALL ON ALL TABLES IN SCHEMA public FROM wijkpoort_dienst;
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  GRANT USAGE ON SCHEMA public TO wijkpoort_dienst;
  REVOKE EXECUTE ON FUNCTION ledger_make_month(date), ledger_project(integer), ledger_erase(uuid, bytea, bigint) FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION ledger_make_month(date), ledger_project(integer), ledger_erase(uuid, bytea, bigint)
    TO wijkpoort_dienst;
  FOR place IN
    SELECT c.oid, c.relname AS name,
           EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                    WHERE t.tgrelid = c.oid AND p.proname IN ('refuse_change', 'refuse_all_but_erasure')) AS only_grows
      FROM pg_class c
     -- Into a month only through the whole log.
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  LOOP
    rights := CASE
      WHEN place.only_grows THEN 'SELECT, INSERT'
      WHEN place.name IN ('ledger_facet', 'ledger_field', 'ledger_word', 'ledger_projected', 'ledger_kept', 'migration') THEN 'SELECT'
      WHEN place.name = 'ledger_head' THEN 'SELECT, UPDATE'
      WHEN place.name = 'ledger_tail' THEN 'SELECT, UPDATE'
      WHEN place.name = 'subject_key' THEN 'SELECT, INSERT'
      WHEN place.name = 'key_to_destroy' THEN 'SELECT, DELETE'
      WHEN place.name = 'authorization_record' THEN 'SELECT, INSERT, UPDATE, DELETE'
      ELSE 'SELECT, INSERT, UPDATE'
    END;
    EXECUTE format('GRANT %s ON %I TO wijkpoort_dienst', rights, place.name);
  END LOOP;
  RETURN true;
END $$;

-- Makes or renews a login that has these rights and no others.
CREATE FUNCTION make_serving_login(login text, secret text) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  BEGIN
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD %L', login, secret);
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  EXECUTE format('GRANT wijkpoort_dienst TO %I', login);
END $$;
