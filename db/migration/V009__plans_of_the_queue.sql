-- What the queue holds has nothing to do with what it held when statistics were last taken, most often nothing at all: plans
-- made for an empty queue read a full one from end to end, for every message. Without statistics the planner takes the
-- indexes made for the queue. Changing the type to what it is makes it forget those it has.
ALTER TABLE delivery
    ALTER COLUMN state TYPE text, ALTER COLUMN state SET STATISTICS 0,
    ALTER COLUMN next_attempt_at TYPE timestamptz, ALTER COLUMN next_attempt_at SET STATISTICS 0;
