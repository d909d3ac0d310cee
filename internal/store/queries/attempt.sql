-- name: AddAttempt :exec
INSERT INTO attempt (id, organisation_id, seq, kind, asker, stranger, address, browser, device, tries, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: TryAttempt :exec
UPDATE attempt SET tries = tries + 1 WHERE id = $1 AND organisation_id = $2;

-- name: FindAttempt :one
SELECT id, organisation_id, seq, kind, asker, stranger, address, browser, device, tries, created_at
FROM attempt WHERE id = $1;

-- name: FindNewestAttempt :one
SELECT id, organisation_id, seq, kind, asker, stranger, address, browser, device, tries, created_at
FROM attempt WHERE browser = $1 AND kind = 'code' ORDER BY seq DESC LIMIT 1;

-- Whether somebody has signed in by an address in a browser, since a moment.
-- name: KnowsBrowser :one
SELECT EXISTS (
  SELECT 1 FROM attempt a JOIN sign_in s ON s.attempt_id = a.id
  WHERE a.browser = $1 AND a.address = $2 AND a.created_at > $3 AND s.used_at IS NOT NULL);

-- What one asker, and strangers together, attempted since a moment.
-- name: TallyAttempts :one
SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'code' AND asker = $1 AND address = $2 THEN 1 ELSE 0 END), 0) AS BIGINT) AS again,
       CAST(COALESCE(SUM(CASE WHEN kind = 'code' AND asker = $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS asked,
       CAST(COALESCE(SUM(CASE WHEN kind = 'code' AND asker = $1 THEN tries ELSE 0 END), 0) AS BIGINT) AS wrong,
       CAST(COALESCE(SUM(CASE WHEN kind = 'card' AND asker = $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS cards,
       CAST(COALESCE(SUM(CASE WHEN kind = 'spent' AND asker = $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS spent,
       CAST(COALESCE(SUM(CASE WHEN kind = 'code' AND stranger THEN 1 ELSE 0 END), 0) AS BIGINT) AS strangers,
       CAST(COALESCE(SUM(CASE WHEN kind = 'code' AND stranger THEN tries ELSE 0 END), 0) AS BIGINT) AS strangers_wrong
FROM attempt WHERE created_at > $3;

-- What an organisation reads of the door: nobody's address, and no browser.
-- name: CountAttempts :one
SELECT CAST(COALESCE(SUM(CASE WHEN kind = 'code' THEN 1 ELSE 0 END), 0) AS BIGINT) AS asked,
       CAST(COALESCE(SUM(tries), 0) AS BIGINT) AS wrong,
       CAST(COALESCE(SUM(CASE WHEN kind = 'spent' THEN 1 ELSE 0 END), 0) AS BIGINT) AS spent
FROM attempt WHERE organisation_id = $1 AND created_at > $2;

-- What somebody got wrong who signs in as an account: numbers in a row on a phone, those of a
-- session that began by a card, and codes. Newest first within each of the three.
-- name: ListGuesses :many
SELECT number, since, device, tries, ended_at FROM (
  SELECT TRUE AS number, p.used_at AS since, p.device, p.tries, p.ended_at
  FROM remembered_phone p WHERE p.account_id = $1 AND p.used_at > $2 AND p.tries > 0
  ORDER BY p.created_at DESC, p.id LIMIT 40) AS phones
UNION ALL
SELECT number, since, device, tries, ended_at FROM (
  SELECT TRUE AS number, s.created_at AS since, s.device, s.tries, s.ended_at
  FROM session s WHERE s.account_id = $1 AND s.created_at > $2 AND s.tries > 0
  ORDER BY s.created_at DESC, s.id LIMIT 40) AS sessions
UNION ALL
SELECT number, since, device, tries, ended_at FROM (
  SELECT FALSE AS number, a.created_at AS since, a.device, a.tries, i.used_at AS ended_at
  FROM sign_in i JOIN attempt a ON a.id = i.attempt_id
  WHERE i.account_id = $1 AND i.created_at > $2 AND a.tries > 0
  ORDER BY i.created_at DESC, i.id LIMIT 40) AS codes;

-- name: ListAttemptsBefore :many
SELECT id FROM attempt WHERE organisation_id = $1 AND created_at < $2 ORDER BY created_at, id LIMIT $3;

-- name: DropAttempt :exec
DELETE FROM attempt WHERE id = $1 AND organisation_id = $2;
