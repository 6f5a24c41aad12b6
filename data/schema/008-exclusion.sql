-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 8: what is to be left out of all figures: test sends, staff. A row belongs to a row of
-- the ledger (format "exclude"), where it is undone. Of several about the same the latest counts.
CREATE TABLE exclusion (
  import INTEGER NOT NULL,        -- its row in the ledger
  kind INTEGER NOT NULL,          -- 1: a campaign, 2: a recipient
  id INTEGER NOT NULL,            -- the campaign's number, the recipient's keyed hash
  away INTEGER NOT NULL,          -- 1: it counts again
  PRIMARY KEY (import, kind, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX exclusion_of ON exclusion (kind, id, import);

-- Derived: what stands of it. Where recipients are excluded, the campaign that their messages count
-- for is one of them (2199023255552, import 0).
CREATE TABLE excluded (
  kind INTEGER NOT NULL,
  id INTEGER NOT NULL,
  import INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Derived: the figures of excluded campaigns, which have no row in campaign_total.
CREATE TABLE excluded_total (
  campaign INTEGER PRIMARY KEY,
  channel TEXT,
  industry TEXT,
  kind INTEGER,
  goal INTEGER,
  start INTEGER,
  finish INTEGER,
  last_send INTEGER,
  ruling BLOB NOT NULL,
  data BLOB NOT NULL
) STRICT;
