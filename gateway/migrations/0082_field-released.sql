-- Up Migration

-- Whether a field left stands in the index by which it is found: without that, a page of what left in a month reads a block of the
-- table for each entry it looks at, and in a large log each of those comes from disk.
ALTER TABLE ledger_field DROP CONSTRAINT ledger_field_pkey;
ALTER TABLE ledger_field ADD PRIMARY KEY (field, recorded_at, index) INCLUDE (released);
