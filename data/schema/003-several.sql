-- SPDX-License-Identifier: GPL-3.0-or-later
-- Version 3: facts of which more than one import has spoken. Where they stand may be said by none
-- of them alone. An undo leaves them here.

CREATE TABLE touch_several (
  kind INTEGER NOT NULL,          -- as in touch_match
  id INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

INSERT INTO touch_several SELECT 1, id FROM orders GROUP BY id HAVING count(*) > 1;
INSERT INTO touch_several SELECT 2, id FROM clicks GROUP BY id HAVING count(*) > 1;
INSERT INTO touch_several SELECT 3, id FROM feedback GROUP BY id HAVING count(*) > 1;
