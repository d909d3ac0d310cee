-- Who stops themselves, or says no, sees one record: whether it holds in the others, in which
-- they take part, somebody asks them.

-- +goose Up

-- What somebody said last of taking part, where it was no, or to stop, and they said it
-- themselves. The stage says which of the two it was, and how far they stopped.
CREATE VIEW own_stop AS
SELECT d.participant_id, d.at, v.stage
FROM declining d
CROSS JOIN participant p
CROSS JOIN visiting v
CROSS JOIN account a
WHERE p.id = d.participant_id AND v.participant_id = p.id AND v.course_id = coalesce(p.course_id, p.id)
  AND v.stage = 'not_consented' AND coalesce(d.course_id, d.participant_id) = v.course_id
  AND a.participant_id = d.participant_id AND a.id = d.by_account
  AND NOT EXISTS (
    SELECT 1 FROM undoing u WHERE u.participant_id = d.participant_id AND u.kind = 'declining' AND u.fact_id = d.id)
  AND NOT EXISTS (
    SELECT 1 FROM declining l
    WHERE l.participant_id = d.participant_id AND l.step > d.step AND NOT EXISTS (
      SELECT 1 FROM undoing u WHERE u.participant_id = l.participant_id AND u.kind = 'declining' AND u.fact_id = l.id))
UNION ALL
SELECT w.participant_id, w.at, v.stage
FROM withdrawal w
CROSS JOIN participant p
CROSS JOIN visiting v
CROSS JOIN account a
WHERE p.id = w.participant_id AND v.participant_id = p.id AND v.course_id = coalesce(p.course_id, p.id)
  AND v.stage IN ('withdrawn', 'without_visits') AND coalesce(w.course_id, w.participant_id) = v.course_id
  AND a.participant_id = w.participant_id AND a.id = w.by_account
  AND NOT EXISTS (
    SELECT 1 FROM undoing_of_visits u
    WHERE u.participant_id = w.participant_id AND u.kind = 'withdrawal' AND u.fact_id = w.id)
  AND NOT EXISTS (
    SELECT 1 FROM withdrawal l
    WHERE l.participant_id = w.participant_id AND l.step > w.step AND NOT EXISTS (
      SELECT 1 FROM undoing_of_visits u
      WHERE u.participant_id = l.participant_id AND u.kind = 'withdrawal' AND u.fact_id = l.id))
  AND NOT EXISTS (
    SELECT 1 FROM consent l
    WHERE l.participant_id = w.participant_id AND l.step > w.step AND NOT EXISTS (
      SELECT 1 FROM undoing u WHERE u.participant_id = l.participant_id AND u.kind = 'consent' AND u.fact_id = l.id));

-- Of whom that would change something in another record, in which nobody has recorded since
-- what they say. In a study, a stop of the visits alone isn't told to everybody: there they
-- have answered once they agree, whatever else was recorded.
CREATE VIEW stopped_elsewhere AS
SELECT a.participant_id, b.participant_id AS other_id, s.at, s.stage
FROM joined_record a
CROSS JOIN joined_record b
CROSS JOIN own_stop s
CROSS JOIN participant p
CROSS JOIN visiting v
WHERE b.first_id = a.first_id AND b.participant_id <> a.participant_id AND s.participant_id = b.participant_id
  AND p.id = a.participant_id AND v.participant_id = p.id AND v.course_id = coalesce(p.course_id, p.id)
  AND v.stands <> 'died'
  AND CASE s.stage WHEN 'without_visits' THEN v.stage = 'consented' AND v.stands <> 'ended'
    ELSE v.stage IN ('consented', 'without_visits') OR EXISTS (
      SELECT 1 FROM earlier_course e WHERE e.participant_id = p.id AND e.stage IN ('consented', 'without_visits')) END
  AND NOT EXISTS (
    SELECT 1 FROM consent c
    WHERE c.participant_id = p.id AND coalesce(c.course_id, c.participant_id) = v.course_id AND c.at >= s.at AND NOT EXISTS (
      SELECT 1 FROM undoing u WHERE u.participant_id = c.participant_id AND u.kind = 'consent' AND u.fact_id = c.id))
  AND (p.study OR NOT EXISTS (
    SELECT 1 FROM withdrawal w
    WHERE w.participant_id = p.id AND coalesce(w.course_id, w.participant_id) = v.course_id AND w.at >= s.at AND NOT EXISTS (
      SELECT 1 FROM undoing_of_visits u
      WHERE u.participant_id = w.participant_id AND u.kind = 'withdrawal' AND u.fact_id = w.id)));

-- Who is to be asked, once each.
CREATE VIEW to_ask AS
SELECT v.participant_id, v.course_id, v.organisation_id, v.discharged_on, v.worker_id, v.stands, p.team_id
FROM joined_record j
CROSS JOIN participant p
CROSS JOIN visiting v
WHERE p.id = j.participant_id AND v.participant_id = p.id AND v.course_id = coalesce(p.course_id, p.id)
  AND EXISTS (SELECT 1 FROM stopped_elsewhere s WHERE s.participant_id = j.participant_id);
