-- What is kept of customers: how to reach them, what they are to us, and who turned out to be whom. For SQLite and PostgreSQL alike;
-- times are milliseconds since 1970 in UTC, closed sets are the stable codes of their enums.

-- codes separated by spaces
ALTER TABLE customers ADD COLUMN roles TEXT NOT NULL DEFAULT 'payer';
ALTER TABLE customers ADD COLUMN stage TEXT NOT NULL DEFAULT 'active';
-- counts changes: what a change is held against
ALTER TABLE customers ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- the customer that this one turned out to be; nothing else moves, so that it can be taken back
ALTER TABLE customers ADD COLUMN merged_into BYTEA;
-- since when nothing of the person is kept, nor taken from orders
ALTER TABLE customers ADD COLUMN erased_at BIGINT;
CREATE INDEX customers_merged ON customers (merged_into) WHERE merged_into IS NOT NULL;

-- At most 20 for a customer.
CREATE TABLE contact_points (
  customer BYTEA NOT NULL REFERENCES customers (id),
  channel TEXT NOT NULL,
  -- what it is found by: E.164 for telephones, all in lower case for e-mail
  normal TEXT NOT NULL,
  -- as it is written to the person
  value TEXT NOT NULL,
  -- from 0, the one to use first
  position INTEGER NOT NULL,
  verified_at BIGINT,
  PRIMARY KEY (customer, channel, normal)
);
-- who is calling
CREATE INDEX contact_points_by_value ON contact_points (channel, normal);

INSERT INTO contact_points (customer, channel, normal, value, position)
  SELECT id, 'email', lower(email), email, 0 FROM customers WHERE email IS NOT NULL;
-- those without a country stay as they were written but for what stands between digits, until they are put again
INSERT INTO contact_points (customer, channel, normal, value, position)
  SELECT id, 'phone', replace(replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '/', ''),
    phone, 1
  FROM customers WHERE phone IS NOT NULL;
ALTER TABLE customers DROP COLUMN email;
ALTER TABLE customers DROP COLUMN phone;

-- What they asked for: a row for each that is not as usual.
CREATE TABLE customer_preferences (
  customer BYTEA NOT NULL REFERENCES customers (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (customer, name)
);

-- Which segment a customer was in, from from_at until before to_at. At most 50 for a customer, the oldest go.
CREATE TABLE segment_spans (
  customer BYTEA NOT NULL REFERENCES customers (id),
  from_at BIGINT NOT NULL,
  to_at BIGINT,
  segment TEXT NOT NULL,
  PRIMARY KEY (customer, from_at)
);
INSERT INTO segment_spans (customer, from_at, segment) SELECT id, updated_at, segment FROM customers WHERE segment IS NOT NULL;

-- Words to find customers by; UTF-8, since bytes have one order in both databases. At most 30 for a customer.
CREATE TABLE customer_words (
  word BYTEA NOT NULL,
  customer BYTEA NOT NULL REFERENCES customers (id),
  -- where it stands: not everyone may look everywhere
  field TEXT NOT NULL,
  PRIMARY KEY (word, customer, field)
);
CREATE INDEX customer_words_by_customer ON customer_words (customer);

-- whom it goes to, as a customer; null where the order does not say enough to know the person again
ALTER TABLE shipments ADD COLUMN recipient BYTEA REFERENCES customers (id);
CREATE INDEX shipments_by_recipient ON shipments (recipient) WHERE recipient IS NOT NULL;
CREATE INDEX orders_by_reference ON orders (reference);
-- export and erasure look for the parcels of shipments
CREATE INDEX parcels_by_shipment ON parcels (shipment);

-- Was a hash of what the order says of persons, too, which could be tried out. Any 16 bytes that name the order as it stands: the next time
-- each is put, it counts as changed.
UPDATE orders SET fingerprint = id;
