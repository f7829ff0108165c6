-- The log (事件日志) and what belongs to it. Read models stand beside it under their own names and
-- are made from their descriptions in the program, not here.
--
-- Towns have a number, so that a town first in every key costs one byte, and town 1 none at all.
-- `id` of an event is town * 2^40 + position: the table is a B-tree over it, so that appending is
-- cheap and a town's log is one range. To read it as a person: SELECT * FROM log;

CREATE TABLE log_town (
  no        INTEGER PRIMARY KEY,
  name      TEXT    NOT NULL UNIQUE,
  position  INTEGER NOT NULL,          -- of its last event, 0 when there is none
  hash      BLOB    NOT NULL           -- of its last event, zeros when there is none
) STRICT;

CREATE TABLE log_event (
  id          INTEGER PRIMARY KEY,     -- town * 1099511627776 + position
  town        INTEGER NOT NULL,
  stream      TEXT    NOT NULL,
  version     INTEGER NOT NULL,        -- place in the stream, from 1
  kind        TEXT    NOT NULL,
  schema      INTEGER NOT NULL,        -- version of the payload's schema
  occurred_at INTEGER NOT NULL,        -- seconds since 1970-01-01T00:00:00Z
  recorded_at INTEGER NOT NULL,
  late        INTEGER NOT NULL,        -- 1: entered late (补报)
  actor       TEXT    NOT NULL,
  role        TEXT    NOT NULL,
  command     TEXT    NOT NULL,        -- the idempotency key of the command it came from
  payload     TEXT    NOT NULL,        -- JSON
  hash        BLOB    NOT NULL         -- SM3(hash before || position || digest of all above)
) STRICT;

CREATE UNIQUE INDEX log_event_stream ON log_event (town, stream, version);

-- Commands that happened: the idempotency keys (幂等键).
CREATE TABLE log_command (
  town        INTEGER NOT NULL,
  key         TEXT    NOT NULL,
  fingerprint BLOB    NOT NULL,        -- digest of the request
  first       INTEGER NOT NULL,        -- position of its first event
  last        INTEGER NOT NULL,
  PRIMARY KEY (town, key)
) WITHOUT ROWID, STRICT;

-- Values outside the log that can be destroyed: wrapped data keys, digests of access tokens.
CREATE TABLE log_secret (
  town  INTEGER NOT NULL,
  kind  TEXT    NOT NULL,
  id    TEXT    NOT NULL,
  value BLOB    NOT NULL,
  PRIMARY KEY (town, kind, id)
) WITHOUT ROWID, STRICT;

-- The digest of each read model's description, as its table was made.
CREATE TABLE log_table (
  name   TEXT NOT NULL PRIMARY KEY,
  digest BLOB NOT NULL
) WITHOUT ROWID, STRICT;

-- Read models that must be made anew for a town before they may be read.
CREATE TABLE log_stale (
  town INTEGER NOT NULL,
  name TEXT    NOT NULL,
  PRIMARY KEY (town, name)
) WITHOUT ROWID, STRICT;

CREATE VIEW log AS
SELECT t.name AS town, e.id & 1099511627775 AS position, e.stream, e.version, e.kind, e.schema,
       datetime(e.occurred_at, 'unixepoch') AS occurred_at_utc,
       datetime(e.recorded_at, 'unixepoch') AS recorded_at_utc,
       e.late, e.actor, e.role, e.command, e.payload, hex(e.hash) AS hash
FROM log_event AS e JOIN log_town AS t ON t.no = e.town;
