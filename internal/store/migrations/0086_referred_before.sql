-- What a team referred is read in two parts, each in order: the people whom it referred last, of
-- whom an index is, and those whom another team has referred since. Together in one view they
-- were all put in order for each page.

-- +goose Up

DROP VIEW referred;

CREATE VIEW referred_before AS
SELECT e.organisation_id, e.team_id, e.participant_id, e.id AS course_id, e.referred_at, e.stands
FROM earlier_course e
JOIN participant p ON p.id = e.participant_id AND p.team_id <> e.team_id
WHERE NOT EXISTS (
  SELECT 1 FROM earlier_course l
  WHERE l.participant_id = e.participant_id AND l.team_id = e.team_id
    AND CASE WHEN (l.stage = 'taken_back') = (e.stage = 'taken_back') THEN l.referred_at > e.referred_at
             ELSE e.stage = 'taken_back' END);
