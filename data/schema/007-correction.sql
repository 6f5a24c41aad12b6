-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 7: what people corrected. Facts of imports are left as they are; a correction belongs to
-- a row of the ledger (format "edit", "target"), where it is undone. Per field the latest counts.
CREATE TABLE correction (
  import INTEGER NOT NULL,        -- its row in the ledger
  campaign INTEGER NOT NULL,      -- number: made from the name, so it outlives an undone import;
                                  -- -1: of none (field target)
  field TEXT NOT NULL,            -- name, alias, kind, goal, group, note, archive, tag
  value TEXT NOT NULL,            -- '': as imported again
  away INTEGER NOT NULL,          -- 1: this tag is taken away
  PRIMARY KEY (import, campaign, field, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX correction_campaign ON correction (campaign, import);

-- Derived: what stands of it. NULL: as imported, or none.
CREATE TABLE campaign_edit (
  campaign INTEGER PRIMARY KEY,
  name TEXT,
  alias TEXT,
  kind INTEGER,
  goal INTEGER,
  part_of TEXT,                   -- group
  note TEXT,
  archived INTEGER NOT NULL,
  tags TEXT                       -- one a line, in order
) STRICT;
