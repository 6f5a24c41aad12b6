-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 6: what Meta says of the account: quality, limits, states of templates and numbers.
CREATE TABLE notice (
  kind INTEGER NOT NULL,
  subject INTEGER NOT NULL,       -- keyed hash of the template's id, the number, the account's id
  at INTEGER NOT NULL,
  value TEXT NOT NULL,
  import INTEGER NOT NULL,
  name TEXT,                      -- of a template
  before TEXT,                    -- the value until then, where the notice says it
  PRIMARY KEY (kind, subject, at, value, import)
) STRICT, WITHOUT ROWID;
