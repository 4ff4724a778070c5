-- What customers do behind their links, and the evidence that it leaves.

ALTER TABLE shops ADD COLUMN decline_needs_reason INTEGER NOT NULL DEFAULT 0;

ALTER TABLE orders ADD COLUMN pre_authorised_amount INTEGER;  -- minor units, NULL: nothing, as are the next four
ALTER TABLE orders ADD COLUMN pre_authorised_currency TEXT;
ALTER TABLE orders ADD COLUMN pre_authorised_name TEXT;
ALTER TABLE orders ADD COLUMN pre_authorised_reference TEXT;
ALTER TABLE orders ADD COLUMN pre_authorised_at INTEGER;
ALTER TABLE orders ADD COLUMN delegate TEXT NOT NULL DEFAULT '';  -- who else may collect

ALTER TABLE events ADD COLUMN subject BLOB;                     -- the quote, document, signature, … it is about
ALTER TABLE quotes ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';  -- of what was sent
ALTER TABLE quotes ADD COLUMN extended_until TEXT;              -- a later last day
ALTER TABLE signatures ADD COLUMN locale TEXT NOT NULL DEFAULT '';
ALTER TABLE payments ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE payments ADD COLUMN provider_object TEXT NOT NULL DEFAULT '';

CREATE UNIQUE INDEX payments_by_provider ON payments (shop, provider, provider_object, kind) WHERE provider <> '';

CREATE TABLE messages (           -- append-only
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  from_kind        TEXT    NOT NULL,
  from_id          TEXT    NOT NULL,
  name             TEXT    NOT NULL,
  text             TEXT    NOT NULL,
  at               INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, position),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT;

CREATE TABLE attachments (        -- of messages
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  message          INTEGER NOT NULL,  -- its position
  position         INTEGER NOT NULL,
  id               BLOB    NOT NULL,
  name             TEXT    NOT NULL,
  media_type       TEXT    NOT NULL,
  bytes            INTEGER NOT NULL,
  sha256           TEXT    NOT NULL,
  width            INTEGER NOT NULL,  -- pixels, 0: no picture
  height           INTEGER NOT NULL,
  PRIMARY KEY (shop, order_id, message, position),
  FOREIGN KEY (shop, order_id, message) REFERENCES messages (shop, order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE files (              -- what was uploaded; an attachment once a message names it
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  name             TEXT    NOT NULL,
  media_type       TEXT    NOT NULL,
  bytes            INTEGER NOT NULL,
  sha256           TEXT    NOT NULL,
  width            INTEGER NOT NULL,
  height           INTEGER NOT NULL,
  uploaded_at      INTEGER NOT NULL,
  content          BLOB    NOT NULL,
  PRIMARY KEY (shop, id),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT;

CREATE INDEX files_by_order ON files (shop, order_id);

-- A hash chain for each shop, append-only. What is personal lies beside it and can be erased: the chain holds a salted
-- commitment to it.
CREATE TABLE evidence (
  shop             BLOB    NOT NULL,
  seq              INTEGER NOT NULL,  -- from 1, without gaps
  id               BLOB    NOT NULL,
  order_id         BLOB,
  subject          BLOB,              -- the row of quotes, signatures, payments or links it proves
  type             TEXT    NOT NULL,
  at               INTEGER NOT NULL,
  body             TEXT    NOT NULL,  -- canonical JSON
  hash             BLOB    NOT NULL,  -- over the one before and the body
  kid              INTEGER NOT NULL,  -- the key that signed it
  signature        BLOB    NOT NULL,  -- Ed25519
  PRIMARY KEY (shop, seq)
) STRICT;

CREATE INDEX evidence_by_order ON evidence (shop, order_id);
CREATE INDEX evidence_by_subject ON evidence (shop, subject) WHERE subject IS NOT NULL;

CREATE TABLE personal (
  shop             BLOB    NOT NULL,
  seq              INTEGER NOT NULL,
  salt             BLOB    NOT NULL,  -- 16 bytes
  sealed           BLOB    NOT NULL,  -- opens only with the key file; empty: the salt alone was needed
  PRIMARY KEY (shop, seq)
) STRICT;

CREATE TABLE seal_keys (          -- public keys of all that ever signed
  kid              INTEGER PRIMARY KEY,
  public_key       BLOB    NOT NULL,
  since            INTEGER NOT NULL
) STRICT;

CREATE TABLE checkouts (          -- payments under way at a provider
  shop             BLOB    NOT NULL,
  provider         TEXT    NOT NULL,
  object           TEXT    NOT NULL,  -- the provider's name for it
  order_id         BLOB    NOT NULL,
  kind             TEXT    NOT NULL,  -- deposit, balance
  amount           INTEGER NOT NULL,
  currency         TEXT    NOT NULL,
  url              TEXT    NOT NULL,  -- the provider's page
  state            TEXT    NOT NULL,  -- open, paid, over
  created_at       INTEGER NOT NULL,
  expires_at       INTEGER NOT NULL,
  PRIMARY KEY (shop, provider, object),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_open_checkout ON checkouts (shop, order_id, kind) WHERE state = 'open';

CREATE TABLE provider_events (    -- what a provider told, once each
  shop             BLOB    NOT NULL,
  provider         TEXT    NOT NULL,
  event            TEXT    NOT NULL,
  at               INTEGER NOT NULL,
  outcome          TEXT    NOT NULL,  -- recorded, mismatch, ignored, waiting
  -- Of one that came before the payment it is about:
  payment          TEXT    NOT NULL,
  kind             TEXT    NOT NULL,
  object           TEXT    NOT NULL,
  amount           INTEGER NOT NULL,
  currency         TEXT    NOT NULL,
  PRIMARY KEY (shop, provider, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX provider_events_waiting ON provider_events (shop, provider, payment) WHERE outcome = 'waiting';

CREATE TABLE notices (            -- what to tell to whom; the words and the address come when it is sent
  shop             BLOB    NOT NULL,
  id               BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  kind             TEXT    NOT NULL,
  route            TEXT    NOT NULL,  -- email, sms
  link             BLOB,              -- the one it brings
  event            BLOB,              -- of the order that it tells of
  state            TEXT    NOT NULL,  -- queued, sent, failed
  created_at       INTEGER NOT NULL,
  due_at           INTEGER NOT NULL,
  attempts         INTEGER NOT NULL,
  detail           TEXT    NOT NULL,  -- why it failed
  PRIMARY KEY (shop, id),
  FOREIGN KEY (shop, order_id) REFERENCES orders (shop, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX notices_due ON notices (due_at) WHERE state = 'queued';
CREATE INDEX notices_by_order ON notices (shop, order_id);

CREATE TABLE link_views (         -- a person looked at a link
  shop             BLOB    NOT NULL,
  link             BLOB    NOT NULL,
  at               INTEGER NOT NULL,
  device           TEXT    NOT NULL,  -- phone, tablet, computer
  PRIMARY KEY (shop, link, at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER messages_stay BEFORE UPDATE ON messages
  BEGIN SELECT RAISE(ABORT, 'messages are append-only'); END;
CREATE TRIGGER signatures_stay BEFORE UPDATE ON signatures
  BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
CREATE TRIGGER signatures_remain BEFORE DELETE ON signatures
  BEGIN SELECT RAISE(ABORT, 'signatures are append-only'); END;
CREATE TRIGGER documents_remain BEFORE DELETE ON documents
  BEGIN SELECT RAISE(ABORT, 'documents are immutable'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
  BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence
  BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER personal_stays BEFORE UPDATE ON personal
  BEGIN SELECT RAISE(ABORT, 'personal evidence is erased, never changed'); END;
