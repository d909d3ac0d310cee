-- Those who are being visited. Nobody is whose visits have ended, or who has died. A study
-- closes long after its last visit: nobody of a closed one is, but for those who have come
-- back since they were allocated to it.

-- +goose Up

CREATE VIEW being_visited AS
SELECT v.participant_id, v.course_id, v.organisation_id, v.discharged_on, v.stage, v.worker_id, v.stands, v.since
FROM visiting v
WHERE v.worker_id IS NOT NULL AND NOT v.over AND v.stands <> 'died'
  AND NOT EXISTS (SELECT 1 FROM taking_part c JOIN study s ON s.id = c.study_id
    WHERE c.participant_id = v.participant_id AND s.closed_on IS NOT NULL
    AND c.at >= (SELECT x.referred_at FROM participant x WHERE x.id = v.participant_id));
