-- Which records are of one person, and until when each goes on: see joined_record.go.

-- Whose record was said last to be of one person with somebody's.
-- name: ListJoinedIDs :many
SELECT other_id FROM joined_pair WHERE participant_id = $1 ORDER BY other_id;

-- Every record of somebody's person, theirs among them, as it was projected last.
-- name: ListJoinedRecords :many
SELECT b.participant_id, b.organisation_id, b.first_id, b.reached, b.goes_on_until
FROM joined_record a
JOIN joined_record b ON b.first_id = a.first_id
WHERE a.participant_id = $1 ORDER BY b.participant_id;

-- name: AddJoinedRecord :exec
INSERT INTO joined_record (participant_id, organisation_id, first_id, reached, goes_on_until) VALUES ($1, $2, $3, $4, $5);

-- name: DropJoinedRecord :exec
DELETE FROM joined_record WHERE participant_id = $1 AND organisation_id = $2;

-- Under which other record they have answered since they were asked in this one.
-- name: ListAnsweredElsewhere :many
SELECT other_id FROM answered_elsewhere WHERE participant_id = $1 ORDER BY other_id;
