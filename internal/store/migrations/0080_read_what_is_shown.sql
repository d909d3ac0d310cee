-- A list reads what it shows, and no more: the page of it is found in an index, and what is
-- shown of each is read for the people of that page alone.

-- +goose Up

-- The lists of a stage are in the order of discharge, which both arms share. Migration 82 fills it.
ALTER TABLE standing ADD COLUMN discharged_on TEXT NOT NULL DEFAULT '';
DROP INDEX standing_stage;
CREATE INDEX standing_stage ON standing (organisation_id, stage, discharged_on, participant_id);

-- Whose visits have ended stays consented: those who are being visited have an index of their
-- own, or each of their lists walks everybody who ever was.
CREATE INDEX visiting_now ON visiting (organisation_id, stage, discharged_on, participant_id)
WHERE worker_id IS NOT NULL AND NOT over AND stands <> 'died';

-- Lists that show the newest of each standing first.
DROP INDEX worry_order;
CREATE INDEX worry_order ON worry (organisation_id, standing, at DESC, id);
DROP INDEX life_event_order;
CREATE INDEX life_event_order ON life_event (organisation_id, standing, at DESC, id);
DROP INDEX support_request_order;
CREATE INDEX support_request_order ON support_request (organisation_id, standing, at DESC, id);

DROP INDEX feedback_order;
CREATE INDEX feedback_order ON feedback (organisation_id, at DESC, participant_id, id);

DROP INDEX supervision_order;
CREATE INDEX supervision_order ON supervision (organisation_id, held_on DESC, at DESC, id);
DROP INDEX participant_team;
CREATE INDEX participant_team ON participant (organisation_id, team_id, referred_at DESC, id);

-- Staff, without the participants who sign in; and the follow-ups of a study.
DROP INDEX account_organisation;
CREATE INDEX account_staff ON account (organisation_id, created_at, id) WHERE participant_id IS NULL;
CREATE INDEX follow_up_study ON follow_up (study_id, participant_id, id) WHERE study_id IS NOT NULL;

-- What is still to be done about something, and when anything was first recorded of a worker.
CREATE INDEX due_open ON due (item) WHERE done_at IS NULL;
CREATE INDEX worker_fact_at ON worker_fact (at);

-- A view that is made anew keeps its meaning. PostgreSQL asks what is in a CASE of each row that
-- it comes to, and what isn't of everybody at once; and it looks for one person in the two halves
-- of a view where nothing is joined to them.
DROP VIEW referred;
CREATE VIEW referred AS
SELECT p.organisation_id, p.team_id, p.id AS participant_id, coalesce(p.course_id, p.id) AS course_id, p.referred_at,
       CAST((SELECT s.stands FROM standing s WHERE s.participant_id = p.id) AS TEXT) AS stands
FROM participant p
UNION ALL
SELECT e.organisation_id, e.team_id, e.participant_id, e.id AS course_id, e.referred_at, e.stands
FROM earlier_course e
JOIN participant p ON p.id = e.participant_id AND p.team_id <> e.team_id
WHERE NOT EXISTS (
  SELECT 1 FROM earlier_course l
  WHERE l.participant_id = e.participant_id AND l.team_id = e.team_id
    AND CASE WHEN (l.stage = 'taken_back') = (e.stage = 'taken_back') THEN l.referred_at > e.referred_at
             ELSE e.stage = 'taken_back' END);

DROP VIEW person;
CREATE VIEW person AS
SELECT p.id, p.organisation_id, p.team_id, t.name AS team_name, p.definition_key, p.definition_version,
       s.stage, s.life, s.stands, s.since, p.discharged_on, p.referred_at, p.referred_by, p.study,
       s.course_id, i.id AS identity_id, i.sealed, k.wrapped,
       CAST((SELECT 1 FROM joined_record j WHERE j.participant_id = p.id LIMIT 1) IS NOT NULL AS BOOLEAN) AS joined,
       EXISTS (
         SELECT 1 FROM lookup a
         WHERE a.owner_id = p.id AND a.organisation_id = p.organisation_id AND a.kind = 'whole' AND (
           SELECT 1 FROM lookup b
           WHERE b.organisation_id = a.organisation_id AND b.kind = a.kind AND b.digest = a.digest AND b.owner_id <> a.owner_id AND (
             SELECT 1 FROM joined_record j
             CROSS JOIN joined_record o
             WHERE j.participant_id = p.id AND o.participant_id = b.owner_id AND o.first_id = j.first_id LIMIT 1) IS NULL
           LIMIT 1) IS NOT NULL)
       AS namesake,
       CAST((SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id LIMIT 1) IS NOT NULL AS BOOLEAN) AS earlier
FROM participant p
JOIN standing s ON s.participant_id = p.id AND s.course_id = coalesce(p.course_id, p.id)
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;

DROP VIEW other_record;
CREATE VIEW other_record AS
SELECT a.participant_id, b.participant_id AS other_id, a.goes_on_until, b.goes_on_until AS other_until,
       (b.reached > a.reached OR b.reached = a.reached AND (
         y.referred_at < x.referred_at OR y.referred_at = x.referred_at AND b.participant_id < a.participant_id)) AS before
FROM joined_record a
CROSS JOIN joined_record b
CROSS JOIN participant x
CROSS JOIN participant y
WHERE b.first_id = a.first_id AND b.participant_id <> a.participant_id AND x.id = a.participant_id AND y.id = b.participant_id;

DROP VIEW being_visited;
CREATE VIEW being_visited AS
SELECT v.participant_id, v.course_id, v.organisation_id, v.discharged_on, v.stage, v.worker_id, v.stands, v.since,
       NOT v.planned OR v.to_replan AS unplanned
FROM visiting v
WHERE v.worker_id IS NOT NULL AND NOT v.over AND v.stands <> 'died'
  AND (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id
    WHERE c.participant_id = v.participant_id AND s.closed_on IS NOT NULL
    AND c.at >= (SELECT x.referred_at FROM participant x WHERE x.id = v.participant_id) LIMIT 1) IS NULL;

DROP VIEW to_ask;
DROP VIEW stopped_elsewhere;
DROP VIEW own_stop;

-- That somebody said no themselves, in the record that they are in now, and nothing else since.
CREATE VIEW own_no AS
SELECT d.participant_id, d.at, v.stage
FROM declining d
CROSS JOIN participant p
CROSS JOIN visiting v
CROSS JOIN account a
WHERE p.id = d.participant_id AND v.participant_id = p.id
  AND v.stage = 'not_consented' AND coalesce(d.course_id, d.participant_id) = v.course_id
  AND a.participant_id = d.participant_id AND a.id = d.by_account
  AND (
    SELECT 1 FROM undoing u WHERE u.participant_id = d.participant_id AND u.kind = 'declining' AND u.fact_id = d.id LIMIT 1) IS NULL
  AND (
    SELECT 1 FROM declining l
    WHERE l.participant_id = d.participant_id AND l.step > d.step AND (
      SELECT 1 FROM undoing u WHERE u.participant_id = l.participant_id AND u.kind = 'declining' AND u.fact_id = l.id LIMIT 1) IS NULL LIMIT 1) IS NULL;

-- Likewise, that they stopped.
CREATE VIEW own_stop AS
SELECT w.participant_id, w.at, v.stage
FROM withdrawal w
CROSS JOIN participant p
CROSS JOIN visiting v
CROSS JOIN account a
WHERE p.id = w.participant_id AND v.participant_id = p.id
  AND v.stage IN ('withdrawn', 'without_visits') AND coalesce(w.course_id, w.participant_id) = v.course_id
  AND a.participant_id = w.participant_id AND a.id = w.by_account
  AND (
    SELECT 1 FROM undoing_of_visits u
    WHERE u.participant_id = w.participant_id AND u.kind = 'withdrawal' AND u.fact_id = w.id LIMIT 1) IS NULL
  AND (
    SELECT 1 FROM withdrawal l
    WHERE l.participant_id = w.participant_id AND l.step > w.step AND (
      SELECT 1 FROM undoing_of_visits u
      WHERE u.participant_id = l.participant_id AND u.kind = 'withdrawal' AND u.fact_id = l.id LIMIT 1) IS NULL LIMIT 1) IS NULL
  AND (
    SELECT 1 FROM consent l
    WHERE l.participant_id = w.participant_id AND l.step > w.step AND (
      SELECT 1 FROM undoing u WHERE u.participant_id = l.participant_id AND u.kind = 'consent' AND u.fact_id = l.id LIMIT 1) IS NULL LIMIT 1) IS NULL;

-- Of whom that would change something in another record, in which nobody has recorded since
-- what they say.
CREATE VIEW stopped_elsewhere AS
SELECT a.participant_id, b.participant_id AS other_id, s.at, s.stage
FROM joined_record a
CROSS JOIN joined_record b
CROSS JOIN own_no s
CROSS JOIN participant p
CROSS JOIN visiting v
WHERE b.first_id = a.first_id AND b.participant_id <> a.participant_id AND s.participant_id = b.participant_id
  AND p.id = a.participant_id AND v.participant_id = p.id
  AND v.stands <> 'died'
  AND (v.stage IN ('consented', 'without_visits') OR EXISTS (
      SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id AND e.stage IN ('consented', 'without_visits')))
  AND (
    SELECT 1 FROM consent c
    WHERE c.participant_id = p.id AND coalesce(c.course_id, c.participant_id) = v.course_id AND c.at >= s.at AND (
      SELECT 1 FROM undoing u WHERE u.participant_id = c.participant_id AND u.kind = 'consent' AND u.fact_id = c.id LIMIT 1) IS NULL LIMIT 1) IS NULL
  AND (p.study OR (
    SELECT 1 FROM withdrawal w
    WHERE w.participant_id = p.id AND coalesce(w.course_id, w.participant_id) = v.course_id AND w.at >= s.at AND (
      SELECT 1 FROM undoing_of_visits u
      WHERE u.participant_id = w.participant_id AND u.kind = 'withdrawal' AND u.fact_id = w.id LIMIT 1) IS NULL LIMIT 1) IS NULL)
UNION ALL
SELECT a.participant_id, b.participant_id AS other_id, s.at, s.stage
FROM joined_record a
CROSS JOIN joined_record b
CROSS JOIN own_stop s
CROSS JOIN participant p
CROSS JOIN visiting v
WHERE b.first_id = a.first_id AND b.participant_id <> a.participant_id AND s.participant_id = b.participant_id
  AND p.id = a.participant_id AND v.participant_id = p.id
  AND v.stands <> 'died'
  AND CASE s.stage WHEN 'without_visits' THEN v.stage = 'consented' AND v.stands <> 'ended'
    ELSE v.stage IN ('consented', 'without_visits') OR EXISTS (
      SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id AND e.stage IN ('consented', 'without_visits')) END
  AND (
    SELECT 1 FROM consent c
    WHERE c.participant_id = p.id AND coalesce(c.course_id, c.participant_id) = v.course_id AND c.at >= s.at AND (
      SELECT 1 FROM undoing u WHERE u.participant_id = c.participant_id AND u.kind = 'consent' AND u.fact_id = c.id LIMIT 1) IS NULL LIMIT 1) IS NULL
  AND (p.study OR (
    SELECT 1 FROM withdrawal w
    WHERE w.participant_id = p.id AND coalesce(w.course_id, w.participant_id) = v.course_id AND w.at >= s.at AND (
      SELECT 1 FROM undoing_of_visits u
      WHERE u.participant_id = w.participant_id AND u.kind = 'withdrawal' AND u.fact_id = w.id LIMIT 1) IS NULL LIMIT 1) IS NULL);

-- Who is to be asked, once each: looked for among those of whom another record says so, who are few.
CREATE VIEW to_ask AS
WITH beside AS MATERIALIZED (
  SELECT j.participant_id, j.organisation_id FROM joined_record j
  WHERE (
    SELECT 1 FROM joined_record o
    WHERE o.first_id = j.first_id AND o.participant_id <> j.participant_id AND (
      (SELECT 1 FROM own_no n WHERE n.participant_id = o.participant_id LIMIT 1) IS NOT NULL
      OR (SELECT 1 FROM own_stop n WHERE n.participant_id = o.participant_id LIMIT 1) IS NOT NULL) LIMIT 1) IS NOT NULL
)
SELECT v.participant_id, v.course_id, j.organisation_id, v.discharged_on, v.worker_id, v.stands, p.team_id
FROM beside j
CROSS JOIN participant p
CROSS JOIN visiting v
WHERE p.id = j.participant_id AND v.participant_id = j.participant_id
  AND (SELECT 1 FROM stopped_elsewhere s WHERE s.participant_id = j.participant_id LIMIT 1) IS NOT NULL;
