-- An attempt keeps how it came to what was demanded (which entry matched, what DNS said), as stable keys and facts, so that it can be explained in any language long after.

ALTER TABLE attempt ADD COLUMN because jsonb NOT NULL DEFAULT '[]';
