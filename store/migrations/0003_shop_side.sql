-- The shop's side: people and their sessions, lists of orders, what leaves the shop, settings.

ALTER TABLE meta ADD COLUMN filled INTEGER NOT NULL DEFAULT 0;     -- steps that the program took through all rows

ALTER TABLE shops ADD COLUMN entry TEXT NOT NULL DEFAULT 'direct';
ALTER TABLE shops ADD COLUMN link_max_days INTEGER;                -- NULL: as configured, as is the next
ALTER TABLE shops ADD COLUMN receipt_days INTEGER;
ALTER TABLE shops ADD COLUMN tax_rates TEXT NOT NULL DEFAULT '';   -- one a line: basis points, a space, the name

ALTER TABLE staff ADD COLUMN location BLOB;                        -- NULL: all
ALTER TABLE staff ADD COLUMN alerts INTEGER NOT NULL DEFAULT 1;
ALTER TABLE staff ADD COLUMN password_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE staff ADD COLUMN sealed_totp BLOB NOT NULL DEFAULT x'';
ALTER TABLE staff ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0; -- the last one that was used
ALTER TABLE staff ADD COLUMN disabled_at INTEGER;
ALTER TABLE staff ADD COLUMN news_seen INTEGER NOT NULL DEFAULT 0; -- seq of the feed
ALTER TABLE staff ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

UPDATE OR IGNORE staff SET email = lower(email);
CREATE INDEX staff_by_email ON staff (email);
CREATE UNIQUE INDEX staff_by_sign_in ON staff (sign_in_hash) WHERE sign_in_until > 0;

CREATE TABLE recovery_codes (     -- of the second factor, each good once
  shop             BLOB    NOT NULL,
  staff            BLOB    NOT NULL,
  hash             BLOB    NOT NULL,
  PRIMARY KEY (shop, staff, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (           -- browsers that somebody is signed in with
  key              BLOB    PRIMARY KEY,  -- hash of the cookie
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  staff            BLOB    NOT NULL,
  created_at       INTEGER NOT NULL,
  seen_at          INTEGER NOT NULL,
  device           TEXT    NOT NULL,
  ip               TEXT    NOT NULL,  -- shortened
  UNIQUE (shop, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_staff ON sessions (shop, staff);

ALTER TABLE api_keys ADD COLUMN location BLOB;
ALTER TABLE api_keys ADD COLUMN scope TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE api_keys ADD COLUMN used_at INTEGER;

CREATE TABLE kept_answers (       -- of API calls with an Idempotency-Key
  shop             BLOB    NOT NULL,
  caller           TEXT    NOT NULL,  -- the API key's id
  key              TEXT    NOT NULL,
  body_hash        BLOB    NOT NULL,
  claimed_at       INTEGER NOT NULL,
  status           INTEGER NOT NULL,  -- 0: no answer yet
  body             TEXT    NOT NULL,  -- never with a link's address
  etag             TEXT    NOT NULL,
  link             BLOB,
  PRIMARY KEY (shop, caller, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX kept_answers_by_time ON kept_answers (claimed_at);

-- An order in one line of a list, written with it.
CREATE TABLE cards (
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  location         BLOB    NOT NULL,
  number           TEXT    NOT NULL,
  customer         TEXT    NOT NULL,
  device           TEXT    NOT NULL,
  stage            TEXT    NOT NULL,
  status           TEXT    NOT NULL,
  quote            TEXT    NOT NULL,
  promised_at      INTEGER,
  balance          INTEGER NOT NULL,
  currency         TEXT    NOT NULL,
  unanswered       INTEGER NOT NULL,
  open             INTEGER NOT NULL,
  expires_at       INTEGER,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  contact          TEXT    NOT NULL,  -- of the customer: e-mail, else telephone, else name; '': none
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX cards_by_time ON cards (shop, updated_at, id);
CREATE INDEX cards_by_location ON cards (shop, location, updated_at, id);
CREATE INDEX cards_by_stage ON cards (shop, stage, updated_at, id);
CREATE INDEX cards_by_quote ON cards (shop, quote, updated_at, id) WHERE quote <> 'none';
CREATE INDEX cards_by_contact ON cards (shop, contact, updated_at, id) WHERE contact <> '';
CREATE INDEX cards_open ON cards (shop, updated_at, id) WHERE open = 1;
CREATE INDEX cards_promised ON cards (shop, promised_at) WHERE open = 1 AND promised_at IS NOT NULL;
CREATE INDEX cards_unanswered ON cards (shop, updated_at, id) WHERE unanswered > 0;

CREATE TABLE card_counts (        -- kept by the triggers below: counting a million cards takes too long
  shop             BLOB    NOT NULL,
  location         BLOB    NOT NULL,
  stage            TEXT    NOT NULL,
  orders           INTEGER NOT NULL,
  PRIMARY KEY (shop, location, stage)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER cards_count AFTER INSERT ON cards BEGIN
  INSERT INTO card_counts VALUES (new.shop, new.location, new.stage, 1)
    ON CONFLICT DO UPDATE SET orders = orders + 1;
END;
CREATE TRIGGER cards_recount AFTER UPDATE OF location, stage ON cards
WHEN old.location <> new.location OR old.stage <> new.stage BEGIN
  UPDATE card_counts SET orders = orders - 1 WHERE shop = old.shop AND location = old.location AND stage = old.stage;
  INSERT INTO card_counts VALUES (new.shop, new.location, new.stage, 1)
    ON CONFLICT DO UPDATE SET orders = orders + 1;
END;

CREATE TABLE words (              -- by which orders are found
  shop             BLOB    NOT NULL,
  word             TEXT    NOT NULL,
  order_id         BLOB    NOT NULL,
  PRIMARY KEY (shop, word, order_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX words_by_order ON words (shop, order_id, word);

CREATE TABLE feed (               -- what happened, for shop systems and staff; append-only
  shop             BLOB    NOT NULL,
  seq              INTEGER NOT NULL,  -- rising, from 1
  id               BLOB    NOT NULL,
  location         BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  number           TEXT    NOT NULL,
  news             TEXT    NOT NULL,
  detail           TEXT    NOT NULL,
  subject          BLOB,
  by_kind          TEXT    NOT NULL,
  version          INTEGER NOT NULL,
  at               INTEGER NOT NULL,
  alerts           INTEGER NOT NULL,  -- whether staff are alerted
  PRIMARY KEY (shop, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_alerts ON feed (shop, seq) WHERE alerts = 1;
CREATE INDEX feed_by_location ON feed (shop, location, seq);

-- Notices once more: to staff as well as customers, of what is told once, and how each one fared.
CREATE TABLE told (               -- replaces notices
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  order_id         BLOB,
  topic            TEXT    NOT NULL,
  route            TEXT    NOT NULL,  -- email, sms, whatsapp
  staff            BLOB,              -- to whom; NULL: the order's customer
  key              TEXT    NOT NULL,  -- told once for order, staff, route and key; '': as often as queued
  link             BLOB,              -- the one it brings
  event            BLOB,              -- of the order that it tells of
  state            TEXT    NOT NULL,  -- queued, sent, delivered, failed, dropped
  created_at       INTEGER NOT NULL,
  due_at           INTEGER NOT NULL,
  attempts         INTEGER NOT NULL,
  detail           TEXT    NOT NULL,  -- why it failed
  sent_at          INTEGER,
  provider_id      TEXT    NOT NULL,  -- what the provider calls it
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

INSERT INTO told SELECT shop, id, order_id, kind, route, NULL, '', link, event, state, created_at, due_at, attempts,
                        detail, NULL, '' FROM notices;
DROP TABLE notices;
ALTER TABLE told RENAME TO notices;

CREATE INDEX notices_due ON notices (shop, due_at) WHERE state = 'queued';
CREATE INDEX notices_by_order ON notices (shop, order_id);
CREATE INDEX notices_failed ON notices (shop, created_at, id) WHERE state = 'failed';
CREATE INDEX notices_by_provider ON notices (shop, provider_id) WHERE provider_id <> '';
CREATE INDEX notices_paid ON notices (shop, sent_at) WHERE route <> 'email' AND sent_at IS NOT NULL;
CREATE UNIQUE INDEX notices_once
  ON notices (shop, ifnull(order_id, x''), ifnull(staff, x''), route, key) WHERE key <> '';

CREATE TABLE notify_policies (
  shop                     BLOB    PRIMARY KEY REFERENCES shops (id),
  quiet_from               INTEGER,           -- minutes of the day, NULL: no quiet hours
  quiet_until              INTEGER,
  quote_reminder_days      INTEGER NOT NULL,
  collection_reminder_days INTEGER NOT NULL,
  payment_reminder_days    INTEGER NOT NULL,
  paid_messages_per_day    INTEGER NOT NULL,  -- 0: unlimited
  footer                   TEXT    NOT NULL,
  version                  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notify_rules (       -- what differs from the house's rule
  shop             BLOB    NOT NULL,
  topic            TEXT    NOT NULL,
  route            TEXT    NOT NULL,
  happens          TEXT    NOT NULL,  -- never, fallback, always
  PRIMARY KEY (shop, topic, route)
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (          -- the shop's own words
  shop             BLOB    NOT NULL,
  topic            TEXT    NOT NULL,
  route            TEXT    NOT NULL,
  locale           TEXT    NOT NULL,
  subject          TEXT    NOT NULL,
  body             TEXT    NOT NULL,
  version          INTEGER NOT NULL,
  PRIMARY KEY (shop, topic, route, locale)
) STRICT, WITHOUT ROWID;

CREATE TABLE terms (              -- texts to sign, every version
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  version          INTEGER NOT NULL,
  purpose          TEXT    NOT NULL,
  title            TEXT    NOT NULL,
  body             TEXT    NOT NULL,  -- Markdown
  attach           INTEGER NOT NULL,  -- every new order gets it
  archived         INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (shop, id, version)
) STRICT;

CREATE TABLE opt_outs (           -- contacts that want nothing by a route
  shop             BLOB    NOT NULL,
  route            TEXT    NOT NULL,
  contact          BLOB    NOT NULL,  -- keyed hash of the address or number
  source           TEXT    NOT NULL,  -- unsubscribe, stop, staff, customer
  at               INTEGER NOT NULL,
  PRIMARY KEY (shop, route, contact)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhooks (
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  url              TEXT    NOT NULL,
  description      TEXT    NOT NULL,
  news             TEXT    NOT NULL,  -- one a line; '': all
  enabled          INTEGER NOT NULL,
  fault            TEXT    NOT NULL,
  created_at       INTEGER NOT NULL,
  version          INTEGER NOT NULL,
  sealed_secret    BLOB    NOT NULL,
  sealed_previous  BLOB    NOT NULL,
  previous_until   INTEGER,
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (         -- entries of the feed on their way to an endpoint
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  webhook          BLOB    NOT NULL,
  seq              INTEGER,           -- of the feed; NULL: a test
  state            TEXT    NOT NULL,  -- queued, delivered, failed
  attempts         INTEGER NOT NULL,
  status           INTEGER NOT NULL,  -- of the last answer
  detail           TEXT    NOT NULL,
  created_at       INTEGER NOT NULL,
  due_at           INTEGER NOT NULL,
  last_at          INTEGER,           -- of the last try; where there was none, when it was given up
  leased           INTEGER NOT NULL,  -- on its way until due_at
  PRIMARY KEY (shop, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (shop, webhook, due_at, leased) WHERE state = 'queued';
CREATE INDEX deliveries_by_webhook ON deliveries (shop, webhook, id);
CREATE INDEX deliveries_over ON deliveries (last_at) WHERE state <> 'queued';

ALTER TABLE links ADD COLUMN previews INTEGER NOT NULL DEFAULT 0;  -- fetched by chat programs and scanners

CREATE TRIGGER feed_stays BEFORE UPDATE ON feed
  BEGIN SELECT RAISE(ABORT, 'the feed is append-only'); END;
CREATE TRIGGER terms_stay BEFORE UPDATE OF purpose, title, body, version ON terms
  BEGIN SELECT RAISE(ABORT, 'a version of terms is immutable'); END;
