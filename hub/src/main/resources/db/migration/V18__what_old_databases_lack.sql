-- What a database of an older hub lacks, and what goes in time. For SQLite and PostgreSQL alike.

-- Customers whose words, or whose e-mail addresses in the form that they are compared in, are still to be written: by the hub, a few
-- at a time, since both need more than SQL. Empty once that is done.
CREATE TABLE customers_to_index (
  customer BYTEA NOT NULL PRIMARY KEY
);
INSERT INTO customers_to_index (customer)
  SELECT c.id FROM customers c WHERE c.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM customer_words w WHERE w.customer = c.id);
-- those with a letter that is not ASCII
INSERT INTO customers_to_index (customer)
  SELECT DISTINCT p.customer FROM contact_points p
  WHERE p.channel = 'email' AND octet_length(p.normal) > length(p.normal)
    AND NOT EXISTS (SELECT 1 FROM customers_to_index i WHERE i.customer = p.customer);

-- parcels that were over before anybody looked at parcels; those under way come after what is new
UPDATE parcels SET watch_at = NULL WHERE watch_at = 0 AND (retired_at IS NOT NULL OR status IN ('delivered', 'returned'));
UPDATE parcels SET watch_at = 1 WHERE watch_at = 0;

-- where the parcel of a wish was last, and where it should be next by its own route, as far as anybody knows
ALTER TABLE delivery_wishes ADD COLUMN site TEXT;
ALTER TABLE delivery_wishes ADD COLUMN next_site TEXT;
UPDATE delivery_wishes SET site = (
  SELECT e.site FROM tracking_events e WHERE e.parcel = delivery_wishes.parcel AND e.site IS NOT NULL ORDER BY e.id DESC LIMIT 1);
CREATE INDEX delivery_wishes_by_site ON delivery_wishes (site, at) WHERE site IS NOT NULL;
CREATE INDEX delivery_wishes_by_next_site ON delivery_wishes (next_site, at) WHERE next_site IS NOT NULL;

-- How many were asked and never answered on each day (UTC) whose questions have gone.
CREATE TABLE feedback_unanswered (
  about TEXT NOT NULL,
  survey INTEGER NOT NULL,
  -- when the day began
  day_at BIGINT NOT NULL,
  asked BIGINT NOT NULL,
  PRIMARY KEY (about, survey, day_at)
);
CREATE INDEX feedback_open ON feedback (asked_at) WHERE given_at IS NULL;
