-- The log (事件日志) and what belongs to it. Read models stand beside it under their own names and
-- are made from their descriptions in the program, not here.
--
-- The town comes first in every key and is a text, so that no sequence is needed and an engine that
-- spreads rows over machines can spread them by town. Nothing here is asked of PostgreSQL that the
-- engines which speak its protocol do not have: no sequence, trigger, function, extension or
-- foreign key.

CREATE TABLE log_town (
  town      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  position  BIGINT NOT NULL,           -- of its last event, 0 when there is none
  hash      BYTEA  NOT NULL,           -- of its last event, zeros when there is none
  layout    BYTEA  NOT NULL            -- digest of the read models' descriptions that writers use
);

CREATE TABLE log_event (
  town        TEXT COLLATE "C" NOT NULL,
  position    BIGINT  NOT NULL,        -- place in the town's log, from 1
  stream      TEXT COLLATE "C" NOT NULL,
  version     BIGINT  NOT NULL,        -- place in the stream, from 1
  kind        TEXT    NOT NULL,
  schema      BIGINT  NOT NULL,        -- version of the payload's schema
  occurred_at BIGINT  NOT NULL,        -- seconds since 1970-01-01T00:00:00Z
  recorded_at BIGINT  NOT NULL,
  late        BOOLEAN NOT NULL,        -- entered late (补报)
  actor       TEXT    NOT NULL,
  role        TEXT    NOT NULL,
  command     TEXT    NOT NULL,        -- the idempotency key of the command it came from
  payload     TEXT    NOT NULL,        -- JSON
  hash        BYTEA   NOT NULL,        -- SM3(hash before || position || digest of all above)
  PRIMARY KEY (town, position)
);

CREATE UNIQUE INDEX log_event_stream ON log_event (town, stream, version);

-- Commands that happened: the idempotency keys (幂等键).
CREATE TABLE log_command (
  town        TEXT COLLATE "C" NOT NULL,
  key         TEXT COLLATE "C" NOT NULL,
  fingerprint BYTEA  NOT NULL,         -- digest of the request
  first       BIGINT NOT NULL,         -- position of its first event
  last        BIGINT NOT NULL,
  PRIMARY KEY (town, key)
);

-- Values outside the log that can be destroyed: wrapped data keys, digests of access tokens,
-- leases (租约) of tasks that one node at a time does.
CREATE TABLE log_secret (
  town  TEXT COLLATE "C" NOT NULL,
  kind  TEXT COLLATE "C" NOT NULL,
  id    TEXT COLLATE "C" NOT NULL,
  value BYTEA NOT NULL,
  PRIMARY KEY (town, kind, id)
);

-- The digest of each read model's description, as its table was made. The same for all towns.
CREATE TABLE log_table (
  name   TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  digest BYTEA NOT NULL
);

-- Read models that must be made anew for a town before they may be read.
CREATE TABLE log_stale (
  town TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (town, name)
);

-- One row: what this schema is, and the digest of all read models' descriptions together.
CREATE TABLE log_meta (
  one         BIGINT NOT NULL PRIMARY KEY,
  application TEXT   NOT NULL,
  version     BIGINT NOT NULL,
  layout      BYTEA  NOT NULL
);

INSERT INTO log_meta (one, application, version, layout) VALUES (1, 'liandong', 0, '');

CREATE VIEW log AS
SELECT town, position, stream, version, kind, schema,
       to_timestamp(occurred_at) AS occurred_at, to_timestamp(recorded_at) AS recorded_at,
       late, actor, role, command, payload, encode(hash, 'hex') AS hash
FROM log_event;
