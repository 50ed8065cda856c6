-- A changed password has to end the sessions that were opened with the old one, so each session knows which it was.

ALTER TABLE account_user ADD COLUMN credentials_version bigint NOT NULL DEFAULT 0;
