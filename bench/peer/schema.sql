-- The same facts as a claimcheck page shows, in a plain relational layout.
CREATE TABLE shop (id INTEGER PRIMARY KEY, name TEXT, phone TEXT, address TEXT, zone TEXT, hours TEXT);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY, shop INTEGER, number TEXT, stage TEXT, version INTEGER, customer TEXT, created_at TEXT,
  promised_at TEXT, kind TEXT, brand TEXT, model TEXT, serial TEXT, problem TEXT
);
CREATE TABLE links (key BLOB PRIMARY KEY, order_id INTEGER, ends_at TEXT) WITHOUT ROWID;
CREATE TABLE steps (order_id INTEGER, at INTEGER, step TEXT, state TEXT, entered TEXT, PRIMARY KEY (order_id, at)) WITHOUT ROWID;
CREATE TABLE quotes (order_id INTEGER PRIMARY KEY, state TEXT, decided_at TEXT, net INTEGER, tax INTEGER, gross INTEGER);
CREATE TABLE quote_lines (
  order_id INTEGER, at INTEGER, description TEXT, quantity TEXT, unit_price INTEGER, tax_bp INTEGER, net INTEGER,
  PRIMARY KEY (order_id, at)
) WITHOUT ROWID;
CREATE TABLE notes (order_id INTEGER, at INTEGER, text TEXT, said TEXT, PRIMARY KEY (order_id, at)) WITHOUT ROWID;
CREATE TABLE documents (order_id INTEGER, id TEXT, title TEXT, signed INTEGER, PRIMARY KEY (order_id, id)) WITHOUT ROWID;
CREATE TABLE payments (order_id INTEGER, at INTEGER, kind TEXT, amount INTEGER, method TEXT, received TEXT, PRIMARY KEY (order_id, at)) WITHOUT ROWID;
CREATE TABLE messages (order_id INTEGER, at INTEGER, text TEXT, sent TEXT, PRIMARY KEY (order_id, at)) WITHOUT ROWID;
