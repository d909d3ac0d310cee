-- name: AddSupervision :exec
INSERT INTO supervision (organisation_id, id, at, by_account, held_on, led_by, replaces, in_error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: AddSupervisionCame :exec
INSERT INTO supervision_came (organisation_id, supervision_id, account_id) VALUES ($1, $2, $3);

-- name: FindSupervision :one
SELECT id, held_on, led_by, replaces, in_error FROM supervision WHERE organisation_id = $1 AND id = $2;

-- name: FindSupervisionReplacing :one
SELECT id FROM supervision WHERE organisation_id = $1 AND replaces = $2;

-- name: ListSupervisionCame :many
SELECT account_id FROM supervision_came WHERE organisation_id = $1 AND supervision_id = $2 ORDER BY account_id;

-- Every session that was entered, with the entry that corrects it, if any.
-- name: ListSupervisions :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT s.id, s.at, s.held_on, s.led_by, s.replaces FROM supervision s
    WHERE s.organisation_id = $1 AND NOT s.in_error
    ORDER BY s.held_on DESC, s.at DESC, s.id LIMIT $2 OFFSET $3) w LIMIT 200
)
SELECT s.id, s.held_on, s.led_by, s.replaces, r.id AS replaced_by, r.in_error AS taken_back
FROM page s
LEFT JOIN supervision r ON r.organisation_id = $1 AND r.replaces = s.id
ORDER BY s.held_on DESC, s.at DESC, s.id;

-- name: CountSupervisions :one
SELECT count(*) FROM supervision WHERE organisation_id = $1 AND NOT in_error;

-- Who came to the sessions of a stretch of days.
-- name: ListSupervisionCameBetween :many
SELECT c.supervision_id, c.account_id
FROM supervision s
CROSS JOIN supervision_came c
WHERE c.organisation_id = s.organisation_id AND c.supervision_id = s.id AND s.organisation_id = $1 AND s.held_on >= $2 AND s.held_on <= $3
ORDER BY c.supervision_id, c.account_id;

-- The newest sessions that hold.
-- name: ListSupervisionsHeld :many
SELECT s.id, s.held_on, s.led_by FROM supervision s
WHERE s.organisation_id = $1 AND NOT s.in_error AND (
    SELECT 1 FROM supervision r WHERE r.organisation_id = s.organisation_id AND r.replaces = s.id LIMIT 1) IS NULL
ORDER BY s.held_on DESC, s.at DESC, s.id LIMIT $2;

-- The newest sessions that hold and that somebody came to.
-- name: ListSupervisionsCameTo :many
SELECT s.id, s.held_on, s.led_by
FROM supervision_came c
JOIN supervision s ON s.organisation_id = c.organisation_id AND s.id = c.supervision_id
WHERE c.organisation_id = $1 AND c.account_id = $2 AND NOT s.in_error AND (
    SELECT 1 FROM supervision r WHERE r.organisation_id = s.organisation_id AND r.replaces = s.id LIMIT 1) IS NULL
ORDER BY s.held_on DESC, s.at DESC, s.id LIMIT $3;

-- When anything was first recorded of a worker: from then on supervision is due.
-- name: FindFirstWorkerFact :one
SELECT f.at FROM worker_fact f
WHERE (SELECT a.organisation_id FROM account a WHERE a.id = f.account_id) = $1 ORDER BY f.at LIMIT 1;
