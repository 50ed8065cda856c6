-- Nobody reads the recipient's domain: it is in the recipient, and what a delivery is found by is its next hop.

ALTER TABLE delivery DROP COLUMN domain;
