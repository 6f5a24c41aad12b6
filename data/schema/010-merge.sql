-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 10: campaigns that are one. A row belongs to a row of the ledger (format "merge"), where
-- it is undone. What imports said stays under the name they said.
CREATE TABLE merging (
  import INTEGER NOT NULL,        -- its row in the ledger
  campaign INTEGER NOT NULL,      -- number: made from the name, so it outlives an undone import
  name TEXT NOT NULL,             -- of it, in files
  target INTEGER NOT NULL,        -- what it is part of from then on
  target_name TEXT NOT NULL,      -- of that, in files
  PRIMARY KEY (import, campaign)
) STRICT, WITHOUT ROWID;

-- Derived: what stands of it, followed to the end: a target is never merged itself.
CREATE TABLE merged (
  campaign INTEGER PRIMARY KEY,
  target INTEGER NOT NULL,
  name TEXT NOT NULL              -- of the target, in files
) STRICT;
CREATE INDEX merged_target ON merged (target);

-- `campaign` is for whose figures a dim counts, `said` whom files named. Of a merged campaign the
-- counts hang on the dims that its target has by its own name: dims of messages keep their rows for
-- those who look at messages, and belong to the target; what was reported of others is merged there,
-- and they belong to nobody (-1).
CREATE TABLE dim_said (
  id INTEGER PRIMARY KEY,
  campaign INTEGER NOT NULL,
  said INTEGER NOT NULL,
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
  rank INTEGER NOT NULL,
  known INTEGER NOT NULL,
  currency TEXT NOT NULL,
  UNIQUE (campaign, said, source, template, variant, segment, language, country, cta, channel,
          sender, category, utm_source, utm_medium, utm_campaign, utm_content, conversion_type,
          rank, known, currency)
) STRICT;
INSERT INTO dim_said SELECT id, campaign, campaign, source, template, variant, segment, language,
  country, cta, channel, sender, category, utm_source, utm_medium, utm_campaign, utm_content,
  conversion_type, rank, known, currency FROM dim;
DROP TABLE dim;
ALTER TABLE dim_said RENAME TO dim;
