-- A claim chooses the id of a submission for a minute, and each claim was a sync of the log before the one that stores the
-- submission. Postgres empties the table when it crashes: what is sent again after that gets another id, and persist makes
-- one lead of both by their digest.
ALTER TABLE "submission_claims" SET UNLOGGED;
