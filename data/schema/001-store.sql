-- SPDX-License-Identifier: GPL-3.0-or-later
-- The store, version 1. What each import said is the truth (message, message_more, person_event,
-- series rows of an import, campaign_fact); everything marked "derived" is a merge of it and can be
-- made again by `campane store rebuild`.

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  since INTEGER NOT NULL DEFAULT 0 -- when it was set, seconds
) STRICT, WITHOUT ROWID;

-- The ledger. Ids are never used again, also after an undo.
CREATE TABLE import_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  file TEXT NOT NULL,             -- name without folder
  format TEXT NOT NULL,
  profile TEXT,
  options TEXT NOT NULL,          -- what else decides how bytes become records
  size INTEGER NOT NULL,          -- bytes taken in, after decompression
  digest BLOB NOT NULL,           -- of those bytes
  imported_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,    -- when its file was last continued
  as_of INTEGER NOT NULL,         -- the file's own, else updated_at
  rows INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  ignored INTEGER NOT NULL,
  changed INTEGER NOT NULL,       -- messages and days that were added or altered
  conflicts INTEGER NOT NULL,     -- figures of earlier imports that it corrected
  first INTEGER,                  -- range of event times
  last INTEGER,
  keep_highest INTEGER NOT NULL DEFAULT 0, -- counts of this source are reset later: higher wins
  folded INTEGER NOT NULL DEFAULT 0,       -- too old to be undone
  undone_at INTEGER
) STRICT;
CREATE INDEX import_run_file ON import_run (format, size);

-- Figures that an import corrected, for `imports show`.
CREATE TABLE import_change (
  import INTEGER NOT NULL,
  number INTEGER NOT NULL,
  campaign TEXT NOT NULL,
  day INTEGER,
  counter INTEGER NOT NULL,
  before INTEGER NOT NULL,
  after INTEGER NOT NULL,
  PRIMARY KEY (import, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE label (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

-- Campaign 0 is "(unattributed)". The id is made from the name, so it is the same in every store.
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- What an import said of a campaign beside its counts; NULL: nothing.
CREATE TABLE campaign_fact (
  campaign INTEGER NOT NULL,
  import INTEGER NOT NULL,
  channel TEXT,
  industry TEXT,
  kind INTEGER,
  goal INTEGER,
  start INTEGER,
  finish INTEGER,
  PRIMARY KEY (campaign, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaign_fact_import ON campaign_fact (import);

-- Derived: one row a campaign; the first screen reads only this table.
CREATE TABLE campaign_total (
  campaign INTEGER PRIMARY KEY,
  channel TEXT,
  industry TEXT,
  kind INTEGER,
  goal INTEGER,
  start INTEGER,                  -- stated or first day; NULL: undated
  finish INTEGER,
  last_send INTEGER,
  ruling BLOB NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX campaign_total_start ON campaign_total (start);

-- One combination of campaign and attributes that occurs, per source. Attributes are labels in the
-- order of attr.def, 0: not known.
CREATE TABLE dim (
  id INTEGER PRIMARY KEY,
  campaign INTEGER NOT NULL,
  source INTEGER NOT NULL,
  template INTEGER NOT NULL,
  variant INTEGER NOT NULL,
  segment INTEGER NOT NULL,
  language INTEGER NOT NULL,
  country INTEGER NOT NULL,
  cta INTEGER NOT NULL,
  channel INTEGER NOT NULL,
  sender INTEGER NOT NULL,
  category INTEGER NOT NULL,
  utm_source INTEGER NOT NULL,
  utm_medium INTEGER NOT NULL,
  utm_campaign INTEGER NOT NULL,
  utm_content INTEGER NOT NULL,
  conversion_type INTEGER NOT NULL,
  rank INTEGER NOT NULL,          -- how much a message's attributes are to be believed
  known INTEGER NOT NULL,         -- counters its messages can know
  currency TEXT NOT NULL,
  UNIQUE (campaign, source, template, variant, segment, language, country, cta, channel, sender,
          category, utm_source, utm_medium, utm_campaign, utm_content, conversion_type, rank,
          known, currency)
) STRICT;

-- What `import` said of a message: earliest time per status. Times in seconds; NULL: did not happen
-- as far as is known; 9223372036854775807: happened, nobody says when.
CREATE TABLE message (
  key INTEGER PRIMARY KEY,        -- keyed hash of the message id
  import INTEGER NOT NULL,
  dim INTEGER NOT NULL,
  recipient INTEGER,              -- keyed hash
  sent INTEGER,
  delivered INTEGER,
  read INTEGER,
  clicked INTEGER,
  replied INTEGER,
  opted_out INTEGER,
  failed INTEGER,
  converted INTEGER,
  code INTEGER,
  cost INTEGER,
  revenue INTEGER,
  cost_currency TEXT,             -- where it is not the dim's
  more INTEGER NOT NULL           -- 1: message_more has rows; 2: person_event names it
) STRICT;

-- What further imports said of the same message.
CREATE TABLE message_more (
  key INTEGER NOT NULL,
  import INTEGER NOT NULL,
  dim INTEGER NOT NULL,
  recipient INTEGER,
  sent INTEGER,
  delivered INTEGER,
  read INTEGER,
  clicked INTEGER,
  replied INTEGER,
  opted_out INTEGER,
  failed INTEGER,
  converted INTEGER,
  code INTEGER,
  cost INTEGER,
  revenue INTEGER,
  cost_currency TEXT,             -- where it is not the dim's
  PRIMARY KEY (key, import)
) STRICT, WITHOUT ROWID;

-- What people did that names no message. `message` is derived: the last one sent to them inside
-- the window.
CREATE TABLE person_event (
  id INTEGER NOT NULL,
  import INTEGER NOT NULL,
  recipient INTEGER NOT NULL,
  at INTEGER NOT NULL,
  act INTEGER NOT NULL,
  message INTEGER,
  PRIMARY KEY (id, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_event_recipient ON person_event (recipient);
CREATE INDEX person_event_message ON person_event (message) WHERE message IS NOT NULL;

-- Daily counters, 32 days a block. Rows of an import are what it reported; rows of import 0 are
-- derived: sums of messages, or the merge where several imports speak of a block.
CREATE TABLE series (
  block INTEGER NOT NULL,
  dim INTEGER NOT NULL,
  import INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (block, dim, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_dim ON series (dim);
CREATE INDEX series_import ON series (import) WHERE import > 0;

-- Derived: the figures of a dim over all its days.
CREATE TABLE total (
  dim INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;

-- Derived: the figures of all campaigns, a day a row (-2147483648: undated).
CREATE TABLE pulse (
  day INTEGER PRIMARY KEY,
  data BLOB NOT NULL
) STRICT;

-- What people decided, apart from imported facts.
CREATE TABLE edit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  made_at INTEGER NOT NULL,
  undone_at INTEGER,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE plan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  dropped_at INTEGER,
  document TEXT NOT NULL          -- JSON: goal, arms, size, guardrails, edits
) STRICT;

CREATE TABLE feedback (
  id INTEGER NOT NULL,
  import INTEGER NOT NULL,
  given_at INTEGER,
  campaign INTEGER NOT NULL,
  message INTEGER,
  recipient INTEGER,
  rating REAL,
  scale INTEGER,
  kind TEXT,
  comment TEXT,
  PRIMARY KEY (id, import)
) STRICT, WITHOUT ROWID;

CREATE TABLE rate_card (
  currency TEXT NOT NULL,
  market TEXT NOT NULL,
  category TEXT NOT NULL,
  since INTEGER NOT NULL,
  import INTEGER NOT NULL,
  rate INTEGER NOT NULL,          -- millionths
  PRIMARY KEY (currency, market, category, since, import)
) STRICT, WITHOUT ROWID;

-- Recipients that are not to be taken in again.
CREATE TABLE forgotten (
  recipient INTEGER PRIMARY KEY,
  since INTEGER NOT NULL
) STRICT;
