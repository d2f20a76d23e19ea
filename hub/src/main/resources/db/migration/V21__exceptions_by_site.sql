-- What is to be cleared at a site. For SQLite and PostgreSQL alike.

-- what the hub found out itself is a small part of all events, so that scans cost no more
CREATE INDEX tracking_events_derived ON tracking_events (site, occurred_at) WHERE origin = 'derived';
