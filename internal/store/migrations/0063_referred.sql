-- Whom each team referred, once: its own people, and those whom another team has referred
-- since, each with the last course that it opened, one that it took back only where there is
-- no other. Where these stand now is another team's to know: they stand as they did in it.

-- +goose Up

CREATE VIEW referred AS
SELECT p.organisation_id, p.team_id, p.id AS participant_id, coalesce(p.course_id, p.id) AS course_id, p.referred_at, s.stands
FROM participant p
JOIN standing s ON s.participant_id = p.id
UNION ALL
SELECT e.organisation_id, e.team_id, e.participant_id, e.id AS course_id, e.referred_at, e.stands
FROM earlier_course e
JOIN participant p ON p.id = e.participant_id AND p.team_id <> e.team_id
WHERE NOT EXISTS (
  SELECT 1 FROM earlier_course l
  WHERE l.participant_id = e.participant_id AND l.team_id = e.team_id
    AND CASE WHEN (l.stage = 'taken_back') = (e.stage = 'taken_back') THEN l.referred_at > e.referred_at
             ELSE e.stage = 'taken_back' END);
