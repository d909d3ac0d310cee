-- name: AddConsent :exec
INSERT INTO consent (participant_id, id, at, by_account, step, sealed, body) VALUES ($1, $2, $3, $4, $5, $6, $7);

-- name: FindConsentBody :one
SELECT body FROM consent WHERE participant_id = $1 AND id = $2;

-- name: ListConsents :many
SELECT participant_id, id, at, by_account, step, sealed FROM consent WHERE participant_id = $1 ORDER BY step;

-- How many facts of the four kinds somebody has: the next one's step is one more.
-- name: CountConsentSteps :one
SELECT CAST(
  (SELECT count(*) FROM invitation i WHERE i.participant_id = $1) +
  (SELECT count(*) FROM consent c WHERE c.participant_id = $1) +
  (SELECT count(*) FROM declining d WHERE d.participant_id = $1) +
  (SELECT count(*) FROM withdrawal w WHERE w.participant_id = $1) AS BIGINT) AS steps;
