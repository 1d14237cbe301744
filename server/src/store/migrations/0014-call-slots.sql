-- Places for calls to platforms, shared by all processes. Only what is held now is here; nothing is lost when it is.

CREATE /* UNLOGGED */ TABLE call_slot (
  lane    TEXT NOT NULL,
  slot    BIGINT NOT NULL,
  -- The process; empty: nobody, a call has begun, and the slot is free again later.
  holder  TEXT NOT NULL,
  free_at BIGINT NOT NULL,
  PRIMARY KEY (lane, slot)
);
CREATE INDEX call_slot_by_holder ON call_slot (holder);

-- Processes that wait for a place, so that others do not keep theirs.
CREATE /* UNLOGGED */ TABLE call_wish (
  lane     TEXT NOT NULL,
  holder   TEXT NOT NULL,
  until_at BIGINT NOT NULL,
  PRIMARY KEY (lane, holder)
);
