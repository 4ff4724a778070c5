-- Shops, their orders and the links that open them.
--
-- Identifiers are UUIDv7 made by the program, 16 bytes. Instants are milliseconds since 1970 UTC. Dates are
-- ISO 8601 text. Money is in minor units beside its currency. Absent text is '' and absent anything else NULL.
-- Words of a fixed set (channel, state, kind, …) are the names that the program gives them. The shop stands
-- first in every key.

PRAGMA application_id = 1668047723;  -- "clck": tells our file from any other program's

CREATE TABLE meta (               -- one row
  one        INTEGER PRIMARY KEY CHECK (one = 1),
  epoch      BLOB    NOT NULL,    -- 16 random bytes; a restored copy gets others, so that caches let go
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE shops (              -- tenants
  id               BLOB    PRIMARY KEY,
  slug             TEXT    NOT NULL UNIQUE,
  name             TEXT    NOT NULL,
  locale           TEXT    NOT NULL,  -- BCP 47
  currency         TEXT    NOT NULL,  -- ISO 4217
  brand_colour     TEXT    NOT NULL,  -- #rrggbb
  logo_sha256      TEXT,              -- of assets
  logo_media_type  TEXT,
  logo_width       INTEGER,           -- pixels
  logo_height      INTEGER,
  brand_message    TEXT    NOT NULL,
  portal_enabled   INTEGER NOT NULL,
  portal_redirect  TEXT    NOT NULL,  -- URL for the customers of a switched-off portal
  version          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE locations (
  shop             BLOB    NOT NULL REFERENCES shops (id),
  id               BLOB    NOT NULL,
  slug             TEXT    NOT NULL,
  name             TEXT    NOT NULL,
  phone            TEXT    NOT NULL,  -- E.164
  email            TEXT    NOT NULL,
  website          TEXT    NOT NULL,
  address          TEXT    NOT NULL,  -- one postal line a line
  hours            TEXT    NOT NULL,  -- mon-fri 09:00-17:30; 2026-12-25 closed
  zone             TEXT    NOT NULL,  -- IANA name
  brand_colour     TEXT    NOT NULL,
  logo_sha256      TEXT,
  logo_media_type  TEXT,
  logo_width       INTEGER,
  logo_height      INTEGER,
  brand_message    TEXT    NOT NULL,
  version          INTEGER NOT NULL,
  PRIMARY KEY (shop, id),
  UNIQUE (shop, slug)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  location         BLOB    NOT NULL,
  number           TEXT    NOT NULL,  -- printed on the ticket
  external_id      TEXT    NOT NULL,  -- of the system it came from
  customer_name    TEXT    NOT NULL,
  customer_email   TEXT    NOT NULL,
  customer_phone   TEXT    NOT NULL,  -- E.164
  customer_locale  TEXT    NOT NULL,
  promised_at      INTEGER,
  promise_reason   TEXT    NOT NULL,  -- why the promise moved
  on_hold          INTEGER NOT NULL,
  cancelled        INTEGER NOT NULL,
  ended_at         INTEGER,           -- completed or cancelled
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  PRIMARY KEY (shop, id),
  UNIQUE (shop, number),
  FOREIGN KEY (shop, location) REFERENCES locations (shop, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX orders_by_external_id ON orders (shop, external_id) WHERE external_id <> '';

-- The parts of an order lie side by side under its key, in the order in which the program holds them.

CREATE TABLE devices (
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  kind             TEXT    NOT NULL,
  brand            TEXT    NOT NULL,
  model            TEXT    NOT NULL,
  serial           TEXT    NOT NULL,
  problem          TEXT    NOT NULL,
  status           TEXT    NOT NULL,  -- of the shop's own table of statuses
  public_status    TEXT    NOT NULL,  -- the last one that customers may see
  status_at        INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, position),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (             -- what happened, append-only
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  kind             TEXT    NOT NULL,
  at               INTEGER NOT NULL,
  device           BLOB,
  status           TEXT    NOT NULL,  -- the device status or stage reached
  note             TEXT    NOT NULL,
  visible          INTEGER NOT NULL,  -- may the customer read the note
  actor_kind       TEXT    NOT NULL,
  actor_id         TEXT    NOT NULL,
  PRIMARY KEY (shop, order_id, position),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotes (             -- one row a round
  shop               BLOB    NOT NULL,
  order_id           BLOB    NOT NULL,
  round              INTEGER NOT NULL,
  id                 BLOB    NOT NULL,
  state              TEXT    NOT NULL,
  currency           TEXT    NOT NULL,
  tax_included       INTEGER NOT NULL,
  deposit            INTEGER NOT NULL,
  valid_until        TEXT,              -- the last day, in the shop's calendar
  expires_at         INTEGER,           -- the end of that day
  created_at         INTEGER NOT NULL,
  sent_at            INTEGER,
  decision_approved  INTEGER,           -- NULL until decided, as are the next two
  decision_at        INTEGER,
  decision_method    TEXT,
  decision_name      TEXT,
  decision_reason    TEXT,
  decision_reference TEXT,
  PRIMARY KEY (shop, order_id, round),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote_lines (
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  round            INTEGER NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  description      TEXT    NOT NULL,
  quantity         INTEGER NOT NULL,  -- thousandths
  unit_price       INTEGER NOT NULL,  -- minor units, negative for a discount
  tax_bp           INTEGER NOT NULL,  -- basis points
  kind             TEXT    NOT NULL,
  choice           TEXT    NOT NULL,  -- the group of which one line is taken
  approved         INTEGER NOT NULL,  -- taken by the decision
  PRIMARY KEY (shop, order_id, round, position),
  FOREIGN KEY (shop, order_id, round) REFERENCES quotes (shop, order_id, round)
) STRICT, WITHOUT ROWID;

CREATE TABLE documents (          -- immutable; with a rowid, because a long body reads faster from such a table
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  purpose          TEXT    NOT NULL,
  title            TEXT    NOT NULL,
  body             TEXT    NOT NULL,  -- Markdown
  sha256           TEXT    NOT NULL,  -- of the body
  version          INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, position),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT;

CREATE TABLE signatures (
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  document         BLOB    NOT NULL,
  document_sha256  TEXT    NOT NULL,  -- of the version that was signed
  name             TEXT    NOT NULL,
  drawn            INTEGER NOT NULL,  -- or typed
  signed_at        INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, position),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (           -- append-only
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  kind             TEXT    NOT NULL,
  amount           INTEGER NOT NULL,  -- positive, of a refund too
  currency         TEXT    NOT NULL,
  method           TEXT    NOT NULL,
  reference        TEXT    NOT NULL,
  received_at      INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, position),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,  -- for staff and the API
  key              BLOB    NOT NULL,  -- 32 bytes, hash of the code: what is presented is found by this alone
  order_id         BLOB    NOT NULL,
  channel          TEXT    NOT NULL,
  label            TEXT    NOT NULL,
  may_decide       INTEGER NOT NULL,
  may_sign         INTEGER NOT NULL,
  may_pay          INTEGER NOT NULL,
  may_message      INTEGER NOT NULL,
  shows_prices     INTEGER NOT NULL,  -- and personal data
  issued_at        INTEGER NOT NULL,
  revoked_at       INTEGER,
  version          INTEGER NOT NULL,
  sealed_code      BLOB    NOT NULL,  -- opens only with the key file; never the code itself
  PRIMARY KEY (shop, id),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX links_by_key ON links (key);
CREATE INDEX links_by_order ON links (shop, order_id);

CREATE TABLE staff (
  shop             BLOB    NOT NULL REFERENCES shops (id),
  id               BLOB    NOT NULL,
  email            TEXT    NOT NULL,
  name             TEXT    NOT NULL,
  role             TEXT    NOT NULL,
  sign_in_hash     BLOB    NOT NULL,  -- of the one-time token
  sign_in_until    INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (shop, id),
  UNIQUE (shop, email)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
  shop             BLOB    NOT NULL REFERENCES shops (id),
  id               BLOB    NOT NULL,
  name             TEXT    NOT NULL,
  public_id        TEXT    NOT NULL UNIQUE,  -- the part that may be logged
  hash             BLOB    NOT NULL,
  created_at       INTEGER NOT NULL,
  revoked_at       INTEGER,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE assets (             -- logos, named by what they hold; public, so of no shop
  sha256           TEXT    PRIMARY KEY,
  media_type       TEXT    NOT NULL,
  bytes            BLOB    NOT NULL
) STRICT;

CREATE TABLE counters (
  shop             BLOB    NOT NULL,
  name             TEXT    NOT NULL,  -- order_number
  value            INTEGER NOT NULL,  -- the last one given
  PRIMARY KEY (shop, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE ops (                -- what was done, so that asking again does nothing
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  kind             TEXT    NOT NULL,
  order_id         BLOB    NOT NULL,
  version          INTEGER NOT NULL,  -- of the order afterwards
  at               INTEGER NOT NULL,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (            -- every version above an entity's first, for those who keep copies
  shop             BLOB    NOT NULL,
  kind             TEXT    NOT NULL,  -- shop, location, order, link
  entity           BLOB    NOT NULL,
  version          INTEGER NOT NULL,
  at               INTEGER NOT NULL,  -- by the clock of the writer
  PRIMARY KEY (shop, entity, version)
) STRICT, WITHOUT ROWID;

CREATE INDEX changes_by_time ON changes (at);

CREATE TRIGGER events_stay BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_remain BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER payments_stay BEFORE UPDATE ON payments
  BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END;
CREATE TRIGGER payments_remain BEFORE DELETE ON payments
  BEGIN SELECT RAISE(ABORT, 'payments are append-only'); END;
CREATE TRIGGER documents_stay BEFORE UPDATE ON documents
  BEGIN SELECT RAISE(ABORT, 'documents are immutable'); END;
