-- name: SettleDoubt :exec
UPDATE doubt SET settled = $4 WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- What is still to be put right, whoever has waited longest first. Of somebody
-- who has died nobody puts a telephone number right.
-- name: ListOpenDoubts :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT d.participant_id, d.id, d.at, d.by_account, d.sealed FROM doubt d
    WHERE d.organisation_id = $1 AND d.settled = FALSE
      AND (SELECT s.life FROM standing s WHERE s.participant_id = d.participant_id) <> 'stopped'
      AND (CAST($4 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = d.participant_id) = CAST($4 AS TEXT))
    ORDER BY d.at, d.id LIMIT $2 OFFSET $3) w LIMIT 200
)
SELECT sqlc.embed(p), d.id AS doubt_id, d.at, d.by_account, d.sealed AS doubt_sealed
FROM page d
CROSS JOIN person p
WHERE p.id = d.participant_id
ORDER BY d.at, d.id;

-- What was settled, the newest first.
-- name: ListSettledDoubts :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT d.participant_id, d.id, d.at, d.by_account, d.sealed FROM doubt d
    WHERE d.organisation_id = $1 AND d.settled = TRUE
      AND (CAST($4 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = d.participant_id) = CAST($4 AS TEXT))
    ORDER BY d.at DESC, d.id DESC LIMIT $2 OFFSET $3) w LIMIT 200
)
SELECT sqlc.embed(p), d.id AS doubt_id, d.at, d.by_account, d.sealed AS doubt_sealed
FROM page d
CROSS JOIN person p
WHERE p.id = d.participant_id
ORDER BY d.at DESC, d.id DESC;

-- name: CountSettledDoubts :one
SELECT count(*) FROM doubt d WHERE d.organisation_id = $1 AND d.settled = TRUE
  AND (CAST($2 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = d.participant_id) = CAST($2 AS TEXT));

-- Somebody of whom two things are wrong is one person to see to.
-- name: CountDoubtedPeople :one
SELECT count(DISTINCT d.participant_id) FROM doubt d
JOIN standing s ON s.participant_id = d.participant_id
WHERE d.organisation_id = $1 AND d.settled = FALSE AND s.life <> 'stopped';

-- name: CountOpenDoubts :one
SELECT count(*) FROM doubt d
JOIN standing s ON s.participant_id = d.participant_id
WHERE d.organisation_id = $1 AND d.settled = FALSE AND s.life <> 'stopped'
  AND (CAST($2 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = d.participant_id) = CAST($2 AS TEXT));
