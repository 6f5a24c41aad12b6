-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 9: what people want to reach, by figure, month and kind of campaign. A row belongs to a
-- row of the ledger (format "target"), where it is undone. Of several about the same figure, month
-- and kind the latest counts.
CREATE TABLE target (
  import INTEGER NOT NULL,        -- its row in the ledger
  figure TEXT NOT NULL,           -- id of the KPI or counter
  month TEXT NOT NULL,            -- '2026-11'; '': any
  kind TEXT NOT NULL,             -- of campaigns: 'flow'; '': all
  value TEXT NOT NULL,            -- a number that reads back as the same double; '': none any more
  currency TEXT NOT NULL,         -- '': of figures that are no money
  PRIMARY KEY (figure, month, kind, import)
) STRICT, WITHOUT ROWID;

-- Version 7 kept them as "ctr 0.25", "aov 20000000 EUR" and, for none any more, "ctr".
INSERT INTO target (import, figure, month, kind, value, currency)
  SELECT import, figure, '', '',
    substr(rest, 1, instr(rest || ' ', ' ') - 1),
    substr(rest, instr(rest || ' ', ' ') + 1)
  FROM (SELECT import,
      substr(value, 1, instr(value || ' ', ' ') - 1) AS figure,
      substr(value, instr(value || ' ', ' ') + 1) AS rest
    FROM correction WHERE campaign = -1 AND field = 'target');

-- Version 7 took any number for it; what is to be nothing or less is no target of a sum any more.
UPDATE target SET value = '' WHERE figure = 'list_growth' AND CAST(value AS REAL) <= 0;
DELETE FROM correction WHERE campaign = -1 AND field = 'target';
