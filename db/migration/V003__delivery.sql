-- The durable queue and its history: what was accepted, each recipient's copy, and every attempt, so that 250 means "on disk" and any number of nodes can share the work.

CREATE TABLE message (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id    text        NOT NULL UNIQUE,
    envelope_from text        NOT NULL, -- '' is the null sender
    size          bigint      NOT NULL,
    eight_bit     boolean     NOT NULL,
    smtp_utf8     boolean     NOT NULL,
    received_at   timestamptz NOT NULL,
    source        text        NOT NULL CHECK (source IN ('smtp', 'api', 'bounce')),
    peer          text        NOT NULL
);

-- Content in pieces, so that nobody ever needs a whole message in memory. Gone once all deliveries are final.
CREATE TABLE message_chunk (
    message_id bigint  NOT NULL REFERENCES message ON DELETE CASCADE,
    seq        integer NOT NULL,
    data       bytea   NOT NULL CHECK (octet_length(data) <= 262144),
    PRIMARY KEY (message_id, seq)
);
ALTER TABLE message_chunk ALTER COLUMN data SET STORAGE EXTERNAL;

CREATE TABLE delivery (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    message_id       bigint      NOT NULL REFERENCES message ON DELETE CASCADE,
    recipient        text        NOT NULL,
    domain           text        NOT NULL,
    nexthop          text        NOT NULL,
    state            text        NOT NULL CHECK (state IN ('queued', 'delivering', 'deferred', 'held', 'delivered', 'bounced', 'expired')),
    queued_at        timestamptz NOT NULL,
    next_attempt_at  timestamptz,
    attempt_count    integer     NOT NULL DEFAULT 0,
    lease_until      timestamptz,
    lease_owner      text,
    last_reason_code text,
    last_reason_args text[],
    -- A row that waits says until when, and one that is worked on says by whom.
    CHECK ((state IN ('queued', 'deferred')) = (next_attempt_at IS NOT NULL)),
    CHECK ((state = 'delivering') = (lease_owner IS NOT NULL AND lease_until IS NOT NULL))
);
-- Rows are rewritten a few times and then stay: keep the dead ones few.
ALTER TABLE delivery SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE INDEX delivery_due ON delivery (next_attempt_at) WHERE state IN ('queued', 'deferred');
CREATE INDEX delivery_due_by_nexthop ON delivery (nexthop, next_attempt_at) WHERE state IN ('queued', 'deferred');
CREATE INDEX delivery_leased ON delivery (lease_until) WHERE state = 'delivering';
CREATE INDEX delivery_by_message ON delivery (message_id);
CREATE INDEX delivery_by_recipient ON delivery (lower(recipient) text_pattern_ops, id);
CREATE INDEX delivery_by_nexthop ON delivery (nexthop, id);
CREATE INDEX delivery_by_state ON delivery (state, id);

CREATE TABLE attempt (
    delivery_id     bigint      NOT NULL REFERENCES delivery ON DELETE CASCADE,
    number          integer     NOT NULL,
    started_at      timestamptz NOT NULL,
    duration_ms     bigint      NOT NULL,
    node            text        NOT NULL,
    mx_host         text,
    address         text,
    port            integer,
    policy_id       text,
    policy_target   text,
    policy          text,
    effective_level text,
    policy_revision bigint,
    outcome         text        NOT NULL CHECK (outcome IN ('delivered', 'deferred', 'bounced')),
    status          text        NOT NULL,
    reply_code      integer,
    reply_enhanced  text,
    reply_text      text, -- the lines as they came, joined by line feeds
    reason_code     text        NOT NULL,
    reason_args     text[]      NOT NULL,
    tls             jsonb,
    tried           jsonb       NOT NULL,
    transcript      text        NOT NULL,
    PRIMARY KEY (delivery_id, number)
);
