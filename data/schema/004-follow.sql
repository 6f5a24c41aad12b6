-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where `import --follow` left a file, so that it goes on there without reading again what lies
-- before. Written in the transaction that takes the bytes in. The size is that of import_run.
CREATE TABLE followed (
  import INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  device INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  modified INTEGER NOT NULL,      -- when the file was written to, as seen last; seconds
  feeds INTEGER NOT NULL,         -- line feeds taken in
  tail BLOB NOT NULL,             -- digest of the last bytes taken in
  state BLOB NOT NULL             -- running digest of all of them
) STRICT;
CREATE INDEX followed_path ON followed (path);
