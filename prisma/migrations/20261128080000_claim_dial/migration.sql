-- Whether a scenario's state has to do with a leg, wherever its document names it.
CREATE FUNCTION names_leg(document jsonb, call_id text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT call_id IN (document->>'managerCallId', document->>'visitorCallId', document#>>'{manager,callId}')
    OR document->'legs' @> jsonb_build_array(jsonb_build_object('callId', call_id))
$$;

-- The claim of a dial in one round trip; what it promises is said at its only caller, `claimDial`. Each statement of a
-- volatile function sees what was committed before it, so what is counted is right once the locks are held.
CREATE FUNCTION claim_dial(
  the_call text, the_role text, the_number text, lines int, patterns text[], country text, kind text,
  claimant text, at timestamptz, all_per_hour int, all_per_day int
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  this_hour CONSTANT timestamptz := date_trunc('hour', at, 'UTC');
  leg legs;
  the_widget uuid;
  settings jsonb;
  budget record;
  limited text[] := '{}';
  exhausted boolean := false;
  awaited boolean;
  blocked boolean;
  live int;
  outlived boolean;
BEGIN
  SELECT w.id, ws.document INTO the_widget, settings FROM legs l JOIN scenarios s ON s.lead_id = l.lead_id
    JOIN widgets w ON w.id = s.widget_id
    JOIN widget_settings ws ON ws.widget_id = w.id AND ws.version = w.settings_version
  WHERE l.call_id = the_call;
  IF NOT FOUND THEN RETURN 'not-wanted'; END IF;

  -- The budgets last, the installation's after the widget's: all take them in this order.
  PERFORM pg_advisory_xact_lock(hashtextextended(the_number, 0));
  FOR budget IN SELECT * FROM (VALUES
      ('widget ' || the_widget, (settings#>>'{budget,callsPerHour}')::int, (settings#>>'{budget,callsPerDay}')::int),
      ('installation', all_per_hour, all_per_day)) AS b(scope, per_hour, per_day)
    WHERE per_hour > 0 OR per_day > 0
  LOOP
    PERFORM pg_advisory_xact_lock(hashtextextended(budget.scope, 0));
    limited := limited || budget.scope;
    exhausted := exhausted OR EXISTS (
      SELECT FROM call_counts c WHERE c.scope = budget.scope AND c.hour > this_hour - interval '24 hours'
      HAVING (budget.per_hour > 0 AND budget.per_hour <= sum(c.count) FILTER (WHERE c.hour = this_hour))
        OR (budget.per_day > 0 AND budget.per_day <= sum(c.count)));
  END LOOP;

  SELECT count(*) FILTER (WHERE l.role = the_role AND l.live_until > at), coalesce(bool_or(l.live_until <= at), false)
  INTO live, outlived FROM legs l WHERE l.number = the_number AND l.claimed_at IS NOT NULL AND l.ended_at IS NULL;
  -- Legs whose end was lost must not hold a number for ever.
  IF outlived THEN
    UPDATE legs SET ended_at = at, disposition = coalesce(disposition, 'unknown'),
      code = CASE WHEN answered_at IS NULL THEN 720 ELSE 200 END
    WHERE number = the_number AND claimed_at IS NOT NULL AND ended_at IS NULL AND live_until <= at;
  END IF;

  SELECT l.* INTO leg FROM legs l WHERE l.call_id = the_call;
  SELECT names_leg(s.document, the_call), EXISTS (SELECT FROM blocks b
    WHERE b.phone = ANY(patterns) AND (b.widget_id IS NULL OR b.widget_id = s.widget_id))
  INTO awaited, blocked FROM scenarios s WHERE s.lead_id = leg.lead_id;
  -- What was counted when its attempt began is not stopped half-way.
  IF limited <> '{}' AND EXISTS (SELECT FROM legs other
    WHERE other.lead_id = leg.lead_id AND other.attempt = leg.attempt AND other.claimed_at IS NOT NULL)
  THEN
    limited := '{}';
    exhausted := false;
  END IF;

  IF leg.ended_at IS NOT NULL THEN RETURN 'not-wanted'; END IF;
  IF leg.claimed_at IS NOT NULL THEN RETURN 'claimed-before'; END IF;
  IF awaited IS NOT TRUE THEN RETURN 'not-wanted'; END IF;
  IF blocked THEN RETURN 'number-blocked'; END IF;
  IF the_role = 'visitor' AND (settings#>'{phone,countries}' @> to_jsonb(country)
    AND settings#>'{phone,numberTypes}' @> to_jsonb(kind)) IS NOT TRUE
  THEN RETURN 'number-not-allowed'; END IF;
  IF exhausted THEN RETURN 'budget-reached'; END IF;
  IF live >= lines THEN
    RETURN CASE the_role WHEN 'visitor' THEN 'visitor-on-another-call' ELSE 'no-free-line' END;
  END IF;

  UPDATE legs SET claimed_at = at, claimed_by = claimant
  WHERE call_id = the_call AND claimed_at IS NULL AND ended_at IS NULL;
  -- Called off at this moment.
  IF NOT FOUND THEN RETURN 'not-wanted'; END IF;
  IF limited <> '{}' THEN
    INSERT INTO call_counts AS c (scope, hour, count) SELECT scope, this_hour, 1 FROM unnest(limited) AS scope
    ON CONFLICT (scope, hour) DO UPDATE SET count = c.count + 1;
    DELETE FROM call_counts WHERE scope = ANY(limited) AND hour < this_hour - interval '48 hours';
  END IF;
  RETURN 'claimed';
END
$$;
