-- Where a gateway's clock gave a time that can not be: what it said. The time beside it (at, occurred_at) is the nearest that can.
ALTER TABLE scans ADD COLUMN stamped_at BIGINT;
ALTER TABLE tracking_events ADD COLUMN stamped_at BIGINT;
