-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 2: orders, clicks and feedback, which are joined to messages and campaigns. What each
-- import said of them is kept as for messages; touch_match is derived.

-- *_code: attribution_code of a name. Texts are kept where people ask for them.
CREATE TABLE orders (
  id INTEGER NOT NULL,            -- keyed hash of the order id
  import INTEGER NOT NULL,
  at INTEGER,                     -- seconds; NULL: nobody says when
  message INTEGER,                -- keyed hash of the message id it names
  recipient INTEGER,              -- keyed hash
  campaign_code INTEGER,
  coupon_code INTEGER,
  utm_code INTEGER,
  coupon TEXT,
  utm_source TEXT,
  utm_medium TEXT,
  utm_campaign TEXT,
  utm_content TEXT,
  type TEXT,                      -- NULL: order
  amount INTEGER,                 -- millionths
  refund INTEGER,
  currency TEXT,
  state INTEGER NOT NULL,         -- enum order_state
  cod INTEGER NOT NULL,           -- enum order_flag
  returned INTEGER NOT NULL,
  new_customer INTEGER NOT NULL,
  PRIMARY KEY (id, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX orders_recipient ON orders (recipient, at) WHERE recipient IS NOT NULL;
CREATE INDEX orders_message ON orders (message) WHERE message IS NOT NULL;
CREATE INDEX orders_campaign ON orders (campaign_code) WHERE campaign_code IS NOT NULL;
CREATE INDEX orders_coupon ON orders (coupon_code) WHERE coupon_code IS NOT NULL;
CREATE INDEX orders_utm ON orders (utm_code) WHERE utm_code IS NOT NULL;

CREATE TABLE clicks (
  id INTEGER NOT NULL,            -- keyed hash of who or what, when and where
  import INTEGER NOT NULL,
  at INTEGER,
  message INTEGER,
  recipient INTEGER,
  campaign_code INTEGER,
  utm_code INTEGER,
  PRIMARY KEY (id, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX clicks_recipient ON clicks (recipient, at) WHERE recipient IS NOT NULL;
CREATE INDEX clicks_message ON clicks (message) WHERE message IS NOT NULL;
CREATE INDEX clicks_campaign ON clicks (campaign_code) WHERE campaign_code IS NOT NULL;
CREATE INDEX clicks_utm ON clicks (utm_code) WHERE utm_code IS NOT NULL;

-- Version 1 had a feedback table that nothing wrote.
DROP TABLE feedback;
CREATE TABLE feedback (
  id INTEGER NOT NULL,
  import INTEGER NOT NULL,
  at INTEGER,
  message INTEGER,
  recipient INTEGER,
  campaign_code INTEGER,
  rating REAL,
  scale INTEGER,
  kind TEXT,
  comment TEXT,
  PRIMARY KEY (id, import)
) STRICT, WITHOUT ROWID;
CREATE INDEX feedback_recipient ON feedback (recipient, at) WHERE recipient IS NOT NULL;
CREATE INDEX feedback_message ON feedback (message) WHERE message IS NOT NULL;
CREATE INDEX feedback_campaign ON feedback (campaign_code) WHERE campaign_code IS NOT NULL;

-- Which days a file of orders or clicks speaks of: on these its counters are known, 0 if nothing
-- came.
CREATE TABLE touch_range (
  import INTEGER NOT NULL,
  counter INTEGER NOT NULL,
  first INTEGER NOT NULL,         -- seconds
  last INTEGER NOT NULL,
  PRIMARY KEY (import, counter)
) STRICT, WITHOUT ROWID;

-- Derived: what an order (kind 1), click (2) or comment (3) belongs to, and what it counts there.
-- Facts that belong to nothing that is known have no row.
CREATE TABLE touch_match (
  kind INTEGER NOT NULL,
  id INTEGER NOT NULL,
  touched_by INTEGER NOT NULL,    -- enum touch_by
  message INTEGER,                -- NULL: only the campaign is known
  campaign INTEGER NOT NULL,
  dim INTEGER,                    -- where it counts; NULL: it counts nothing
  day INTEGER,
  known INTEGER NOT NULL,         -- counters, as bits
  counts INTEGER NOT NULL,        -- those that are 1
  revenue INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX touch_match_campaign ON touch_match (campaign, kind);
CREATE INDEX touch_match_message ON touch_match (message, kind) WHERE message IS NOT NULL;
