-- name: SetWorryStanding :exec
UPDATE worry SET standing = $4 WHERE participant_id = $1 AND id = $2 AND organisation_id = $3;

-- Everybody's, or a team's, between two standings, those that nobody has taken on first, and among them the newest.
-- name: ListWorries :many
WITH page AS MATERIALIZED (
  SELECT w.* FROM (
    SELECT w.participant_id, w.id, w.at, w.by_account, w.standing, w.sealed FROM worry w
    WHERE w.organisation_id = $1 AND w.standing BETWEEN $5 AND $6
      AND (CAST($4 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = w.participant_id) = CAST($4 AS TEXT))
    ORDER BY w.standing, w.at DESC, w.id LIMIT $2 OFFSET $3) w LIMIT 200
)
SELECT sqlc.embed(p), w.id AS worry_id, w.at, w.by_account, w.standing, w.sealed AS worry_sealed
FROM page w
CROSS JOIN person p
WHERE p.id = w.participant_id
ORDER BY w.standing, w.at DESC, w.id;

-- name: CountWorries :one
SELECT count(*) FROM worry w WHERE w.organisation_id = $1 AND w.standing BETWEEN $3 AND $4
  AND (CAST($2 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = w.participant_id) = CAST($2 AS TEXT));

-- name: CountOpenWorries :one
SELECT count(*) FROM worry w WHERE w.organisation_id = $1 AND w.standing = 0
  AND (CAST($2 AS TEXT) = '' OR (SELECT x.team_id FROM participant x WHERE x.id = w.participant_id) = CAST($2 AS TEXT));

-- Those that somebody has taken on, and that aren't closed.
-- name: ListTakenWorries :many
SELECT w.participant_id, w.id FROM worry w WHERE w.organisation_id = $1 AND w.standing = 1 AND EXISTS (
    SELECT 1 FROM worry_fact f WHERE f.participant_id = w.participant_id AND f.worry_id = w.id AND f.by_account = $2
) ORDER BY w.at, w.id;

-- name: ListOpenWorries :many
SELECT participant_id, id FROM worry WHERE organisation_id = $1 AND standing = 0 ORDER BY at, id;
