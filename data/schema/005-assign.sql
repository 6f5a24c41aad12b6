-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 5: rules of people for messages that name no campaign. A rule is a row of the ledger
-- (format "assign"), where it is undone. What it does not ask for is NULL.
CREATE TABLE assignment (
  import INTEGER PRIMARY KEY,     -- its row in the ledger
  campaign TEXT NOT NULL,
  template TEXT,
  sender TEXT,
  first INTEGER,                  -- days on which the message was sent, in the store's zone
  last INTEGER
) STRICT;
