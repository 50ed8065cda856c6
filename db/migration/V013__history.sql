-- What the console asks of the history: deliveries by sender, and how well mail was protected hour by hour.

-- Without it a sender is looked for in every message: with a million of them 2.4 s, with it 2 ms.
CREATE INDEX message_by_sender ON message (lower(envelope_from) text_pattern_ops, id);

-- Attempts are appended in the order of time, so that a few kilobytes say where an hour lies: of a million attempts the last
-- three hours are read in 9 ms, not in half a second.
CREATE INDEX attempt_by_time ON attempt USING brin (started_at) WITH (autosummarize = on, pages_per_range = 32);

-- Deliveries of one hour, by what was demanded and what was proven.
CREATE TABLE history_hour (
    hour     timestamptz NOT NULL,
    level    text        NOT NULL, -- the level in effect; none when there was no policy
    version  text        NOT NULL, -- of TLS, as Postfix writes it; empty in the clear
    security text        NOT NULL, -- verified, trusted, untrusted, anonymous; none in the clear
    n        bigint      NOT NULL,
    PRIMARY KEY (hour, level, version, security)
);

-- How much mail waited at the end of an hour, or when it was last looked at within it.
CREATE TABLE history_queue (
    hour    timestamptz PRIMARY KEY,
    waiting bigint      NOT NULL
);

-- One row: until when attempts have been counted. Its lock makes sure that one node counts at a time.
CREATE TABLE history_progress (
    singleton     boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    counted_until timestamptz
);
INSERT INTO history_progress (counted_until) VALUES (NULL);
