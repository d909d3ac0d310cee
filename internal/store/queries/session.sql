-- name: AddSession :exec
INSERT INTO session (id, organisation_id, account_id, token, device, created_at, expires_at, sign_in_id, phone_id,
  proven_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: FindSession :one
SELECT s.id, s.account_id, s.organisation_id, s.created_at AS began_at, s.expires_at, s.proven_at, a.participant_id, a.sealed, k.wrapped,
       o.name, o.zone, o.programme, o.help, o.created_at,
       EXISTS (SELECT 1 FROM draft d WHERE d.account_id = a.id AND d.handed_at IS NULL) AS drafts,
       EXISTS (SELECT 1 FROM draft d WHERE d.account_id = a.id AND d.handed_at IS NOT NULL) AS given
FROM session s
JOIN account a ON a.id = s.account_id
JOIN person_key k ON k.id = a.id
JOIN organisation o ON o.id = s.organisation_id
WHERE s.token = $1 AND s.ended_at IS NULL AND a.ended_at IS NULL;

-- Of a session that has ended, or that is over: for keeping what was typed in it. A
-- closed account's is found for staff, whose words about people are handed over.
-- name: FindEndedSession :one
SELECT s.account_id, s.organisation_id, s.expires_at, s.ended_at, a.participant_id, a.ended_at AS closed_at
FROM session s
JOIN account a ON a.id = s.account_id
WHERE s.token = $1 AND (a.ended_at IS NULL OR a.participant_id IS NULL);

-- Whose page a form was on, before it is known whose it may be.
-- name: FindPageAuthor :one
SELECT organisation_id, participant_id, ended_at FROM account WHERE id = $1;

-- Asked of participants, about themselves: what any of their courses of support opens.
-- name: FindOwnPlaces :many
SELECT v.stage, v.worker_id IS NOT NULL OR EXISTS (
  SELECT 1 FROM course_fact f WHERE f.participant_id = v.participant_id) AS visited
FROM visiting v WHERE v.participant_id = $1
UNION ALL
SELECT e.stage, FALSE AS visited FROM earlier_course e WHERE e.participant_id = $1
LIMIT 20;

-- name: ListSessions :many
SELECT s.id, s.device, s.created_at, s.expires_at, s.phone_id, a.readdressed_at
FROM session s JOIN account a ON a.id = s.account_id
WHERE s.account_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2 ORDER BY s.created_at DESC, s.id LIMIT $3;

-- name: EndSession :exec
UPDATE session SET ended_at = $4 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- One that is open.
-- name: FindOwnSession :one
SELECT id, device, created_at, expires_at, phone_id, proven_at, COALESCE(tries, 0) AS tries
FROM session WHERE account_id = $1 AND id = $2 AND ended_at IS NULL;

-- Whether a session or a phone that is remembered is somebody's, or was.
-- name: HadDevice :one
SELECT EXISTS (
  SELECT 1 FROM session s WHERE s.id = $1 AND s.account_id = $2
  UNION ALL
  SELECT 1 FROM remembered_phone p WHERE p.id = $1 AND p.account_id = $2);

-- name: TrySession :exec
UPDATE session SET tries = COALESCE(tries, 0) + 1 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;

-- name: ProveSession :exec
UPDATE session SET proven_at = $4, phone_id = $5, tries = 0 WHERE id = $1 AND organisation_id = $2 AND account_id = $3;
