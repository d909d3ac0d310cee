-- name: AddCourseFact :exec
INSERT INTO course_fact (participant_id, id, kind, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: FindCourseFactBody :one
SELECT body FROM course_fact WHERE participant_id = $1 AND id = $2;

-- name: CountCourseFacts :one
SELECT count(*) FROM course_fact WHERE participant_id = $1;

-- name: ListCourseFacts :many
SELECT participant_id, id, kind, at, by_account, step, sealed FROM course_fact WHERE participant_id = $1 ORDER BY step;

-- name: ListCourseFactsOfWorker :many
SELECT f.participant_id, f.id, f.kind, f.at, f.by_account, f.step, f.sealed
FROM course_fact f
JOIN visiting v ON v.participant_id = f.participant_id
WHERE v.organisation_id = $1 AND v.worker_id = $2
ORDER BY f.participant_id, f.step;
