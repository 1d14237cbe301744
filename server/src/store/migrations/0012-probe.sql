-- One row, written anew whenever somebody wants to know whether the database can be written.

CREATE TABLE probe (
  id     TEXT PRIMARY KEY,
  filler BLOB NOT NULL
);
