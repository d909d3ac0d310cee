-- Of two records of one person, the one that doesn't go on is in a list of work only while it
-- has something left: who is being visited says of each whether anything is planned, and who is
-- followed up in both records is called once. A view that is made anew keeps its meaning.

-- +goose Up

DROP VIEW being_visited;
CREATE VIEW being_visited AS
SELECT v.participant_id, v.course_id, v.organisation_id, v.discharged_on, v.stage, v.worker_id, v.stands, v.since,
       NOT v.planned OR v.to_replan AS unplanned
FROM visiting v
WHERE v.worker_id IS NOT NULL AND NOT v.over AND v.stands <> 'died'
  AND NOT EXISTS (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id
    WHERE c.participant_id = v.participant_id AND s.closed_on IS NOT NULL
    AND c.at >= (SELECT x.referred_at FROM participant x WHERE x.id = v.participant_id));

-- Which other record of the same person somebody is to be called about, too.
CREATE VIEW followed_beside AS
SELECT j.participant_id, o.participant_id AS other_id
FROM joined_record j
JOIN joined_record o ON o.first_id = j.first_id AND o.participant_id <> j.participant_id
JOIN standing n ON n.participant_id = o.participant_id AND n.stage <> 'withdrawn' AND n.life <> 'stopped'
JOIN follow_up g ON g.participant_id = o.participant_id AND g.standing <> 2
WHERE NOT EXISTS (SELECT 1 FROM study c WHERE c.id = g.study_id AND c.closed_on IS NOT NULL);
