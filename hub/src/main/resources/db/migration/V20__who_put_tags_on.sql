-- Who put a tag on: 'order', or 'counter', where somebody had the parcel in hand. An order takes off only what orders put on.
ALTER TABLE tag_bindings ADD COLUMN put_on_by TEXT NOT NULL DEFAULT 'order';
