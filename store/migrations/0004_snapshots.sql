-- What a customer's page is read from, in one look.

CREATE TABLE snapshots (          -- an order and its parts as bytes, written with it; with a rowid, because they are long
  shop             BLOB    NOT NULL,
  order_id         BLOB    NOT NULL,
  location         BLOB    NOT NULL,
  version          INTEGER NOT NULL,  -- of the order
  bytes            BLOB    NOT NULL,
  UNIQUE (shop, order_id)
) STRICT;

CREATE INDEX evidence_checkpoints ON evidence (shop, seq) WHERE type = 'checkpoint';
CREATE INDEX kept_answers_claimed ON kept_answers (claimed_at) WHERE status = 0;
