-- How the hosted page looks for the people of a workspace, and sessions of those who were asked elsewhere already.

ALTER TABLE workspace ADD COLUMN color TEXT;
ALTER TABLE workspace ADD COLUMN logo TEXT;
ALTER TABLE connect_session ADD COLUMN skip_connect_page INTEGER NOT NULL DEFAULT 0;
