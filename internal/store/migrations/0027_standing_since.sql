-- Where somebody stands, in the one word that every list and page shows, and since
-- which day: worked out in Go, of the same facts as the rest of these rows. The
-- next migration fills them.

-- +goose Up

-- The day is that of a death, a pause, a move or a withdrawal, as it was told:
-- both arms have such days alike. Where the word tells nothing of those, there is
-- none, so that no day of a visit, and none of writing, comes into this row.
ALTER TABLE standing ADD COLUMN stands TEXT NOT NULL DEFAULT '';
ALTER TABLE standing ADD COLUMN since TEXT NOT NULL DEFAULT '';

-- The same exactly: that the visits have ended, or that somebody wants no more.
ALTER TABLE visiting ADD COLUMN stands TEXT NOT NULL DEFAULT '';
ALTER TABLE visiting ADD COLUMN since TEXT NOT NULL DEFAULT '';

DROP VIEW person;
CREATE VIEW person AS
SELECT p.id, p.organisation_id, p.team_id, t.name AS team_name, p.definition_key, p.definition_version,
       s.stage, s.life, s.stands, s.since, p.discharged_on, p.referred_at, p.referred_by, p.study,
       i.id AS identity_id, i.sealed, k.wrapped
FROM participant p
JOIN standing s ON s.participant_id = p.id AND s.course_id = p.id
JOIN identity i ON i.participant_id = p.id AND i.id = p.identity_id
JOIN person_key k ON k.id = p.id
JOIN team t ON t.id = p.team_id;
