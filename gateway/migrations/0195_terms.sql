-- Up Migration

-- What is over is not kept for ever: what became of a delivery for as long as its sender may ask (thirty days), when the waakvlam
-- was woken for as long as the file of that case (a year after its last case was closed), money under a number for five years.
-- The cases of residents whose every case was closed a year ago.
CREATE FUNCTION cases_past_term(moment timestamptz) RETURNS SETOF uuid
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT id FROM social_case WHERE resident IN (
    SELECT resident FROM social_case GROUP BY resident
    HAVING bool_and(closed_at IS NOT NULL) AND max(closed_at) <= moment - interval '365 days')
$$;

CREATE FUNCTION past_terms(moment timestamptz) RETURNS TABLE (kind text, due integer, oldest timestamptz)
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT 'bezorgd', count(*)::int, min(ended_at) FROM waiting_delivery WHERE ended_at <= moment - interval '30 days'
  UNION ALL
  SELECT 'oproepen', count(*)::int, min(called_at) FROM waakvlam_call WHERE social_case IN (SELECT cases_past_term(moment))
  UNION ALL
  SELECT 'budget', count(*)::int, min(coalesce(decided_on, asked_on))::timestamptz FROM maatwerkbudget
   WHERE coalesce(decided_on, asked_on) <= moment - interval '5 years'
$$;

-- These tables still only grow: what goes, goes through the function below and at its term alone.
CREATE FUNCTION refuse_all_but_term() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('wijkpoort.term_is_over', true) = 'ja' THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'this table keeps what it holds until its term' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER calls_only_grow BEFORE UPDATE OR TRUNCATE ON waakvlam_call
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER calls_stay_for_their_term BEFORE DELETE ON waakvlam_call
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_term();
CREATE OR REPLACE TRIGGER waakvlam_events_only_grow BEFORE UPDATE OR TRUNCATE ON waakvlam_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER waakvlam_events_stay_for_their_term BEFORE DELETE ON waakvlam_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_all_but_term();

CREATE FUNCTION forget_past_terms(moment timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  -- Whoever may call this cannot make a term end sooner by naming a day to come.
  moment := least(moment, now());
  DELETE FROM waiting_delivery WHERE ended_at <= moment - interval '30 days';
  DELETE FROM maatwerkbudget WHERE coalesce(decided_on, asked_on) <= moment - interval '5 years';
  PERFORM set_config('wijkpoort.term_is_over', 'ja', true);
  DELETE FROM waakvlam_event USING waakvlam_call
   WHERE call = waakvlam_call.id AND social_case IN (SELECT cases_past_term(moment));
  DELETE FROM waakvlam_call WHERE social_case IN (SELECT cases_past_term(moment));
  PERFORM set_config('wijkpoort.term_is_over', '', true);
END $$;
