-- Of what was handed over: whether it is a worry of which nobody has been told, so
-- that the board counts those without opening anybody's words. The message that goes
-- out says as much. It is empty for what an earlier build took.

-- +goose Up

ALTER TABLE draft ADD COLUMN worry BOOLEAN;
