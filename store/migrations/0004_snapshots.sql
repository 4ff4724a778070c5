-- What a customer's page is read from, in one look.

CREATE TABLE snapshots (          -- an order and its parts as bytes, written with it
  row              INTEGER PRIMARY KEY,  -- which its links know: long rows are found fastest by such a key
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  location         BLOB    NOT NULL,
  version          INTEGER NOT NULL,     -- of the order
  bytes            BLOB    NOT NULL,
  UNIQUE (shop, order_id)
) STRICT;

ALTER TABLE links ADD COLUMN snapshot INTEGER;  -- the row of its order's

CREATE INDEX links_opened         -- all that a page needs of its link, so that its row is not looked for as well
  ON links (key, snapshot, order_id, channel, label, may_decide, may_sign, may_pay, may_message, shows_prices,
            issued_at, revoked_at, version);

CREATE INDEX evidence_checkpoints ON evidence (shop, seq) WHERE type = 'checkpoint';
CREATE INDEX kept_answers_claimed ON kept_answers (claimed_at) WHERE status = 0;
