-- Those who have been invited and have not answered, whoever has thought longest first;
-- nobody for whom life has everything wait, and nobody who has died. Nor is
-- anybody asked in a record in whose place another of theirs goes on, or who has answered under another.
-- name: ListInvited :many
SELECT sqlc.embed(p), v.invited_on
FROM person p
JOIN invitation v ON v.participant_id = p.id AND coalesce(v.course_id, v.participant_id) = p.course_id
  AND v.step = (SELECT max(w.step) FROM invitation w
                WHERE w.participant_id = p.id AND coalesce(w.course_id, w.participant_id) = p.course_id
                  AND NOT EXISTS (SELECT 1 FROM undoing u WHERE u.participant_id = w.participant_id
                                  AND u.kind = 'invitation' AND u.fact_id = w.id))
WHERE p.organisation_id = $1 AND p.stage = $2
  AND CASE WHEN CAST($6 AS TEXT) = '' THEN p.life NOT IN ('paused', 'stopped') ELSE p.stands = CAST($6 AS TEXT) END
  AND (CAST($3 AS TEXT) = '' OR p.team_id = CAST($3 AS TEXT))
  AND NOT EXISTS (
    SELECT 1 FROM other_record o
    WHERE o.participant_id = p.id AND o.other_until >= $7 AND (o.before OR o.goes_on_until < $7))
  AND NOT EXISTS (SELECT 1 FROM answered_elsewhere y WHERE y.participant_id = p.id)
ORDER BY v.invited_on, p.id LIMIT $4 OFFSET $5;
