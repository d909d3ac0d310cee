-- The source is sealed and only ever written: a masked role's queries do not
-- select it.

-- name: ListEpisodesOfStudy :many
SELECT e.participant_id, e.id, e.at, e.kind, e.started_on, e.ended_on, e.certainty, e.replaces, e.in_error
FROM episode e JOIN taking_part t ON t.participant_id = e.participant_id
WHERE t.study_id = $1 ORDER BY e.participant_id, e.at, e.id;
