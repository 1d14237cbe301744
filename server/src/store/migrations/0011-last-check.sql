-- A check that could not be made, until one is; and what was done when the connection was cut, until it is connected again. Both are JSON.

ALTER TABLE connection ADD COLUMN failed_check TEXT;
ALTER TABLE connection ADD COLUMN disconnect_report TEXT;
