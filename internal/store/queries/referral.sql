-- name: AddHomeNote :exec
INSERT INTO home_note (participant_id, id, at, by_account, review_by, sealed) VALUES ($1, $2, $3, $4, $5, $6);

-- name: FindHomeNote :one
SELECT n.participant_id, n.id, n.at, n.by_account, n.review_by, n.sealed FROM home_note n
WHERE n.participant_id = $1 AND NOT EXISTS (
  SELECT 1 FROM earlier_course e JOIN participant p ON p.id = e.participant_id
  WHERE e.participant_id = n.participant_id AND e.id = n.id AND (e.stage = 'taken_back' OR e.referred_at > p.referred_at
    OR EXISTS (SELECT 1 FROM earlier_course o
      WHERE o.participant_id = e.participant_id AND o.referred_at < e.referred_at AND o.at > e.at)))
ORDER BY n.at DESC, n.id LIMIT 1;
