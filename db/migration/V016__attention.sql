-- What needs somebody: nodes that are silent or behind, certificates as servers last showed them, and whom an expiry was
-- announced to, so that it is announced once over all nodes.

create table node (
    name            text        not null,
    -- Of one start: two nodes of one name are two nodes.
    instance        uuid        not null,
    version         text        not null,
    -- By which it decides, and since when the database has had a newer one.
    revision        bigint      not null,
    behind_since    timestamptz,
    seen_at         timestamptz not null,
    -- It said so itself; a node that died could not.
    stopped         boolean     not null default false,
    -- When its socketmap was last asked, and for how long it usually is not.
    asked_at        timestamptz,
    usual_silence_s bigint      not null default 0,
    primary key (name, instance)
);

-- Only where the end of a certificate matters: where a name, a fingerprint or a published authority proves the server.
create table history_certificate (
    nexthop     text        not null,
    mx_host     text        not null,
    policy_id   bigint, -- null: the default policy
    level       text        not null,
    sha256      text        not null,
    spki_sha256 text        not null,
    not_before  timestamptz,
    not_after   timestamptz not null,
    seen_at     timestamptz not null,
    delivery_id bigint      not null,
    primary key (nexthop, mx_host)
);
create index history_certificate_ending on history_certificate (not_after);

-- Not bound to the entry: an entry that is taken back after a deletion has been announced already.
create table expiry_notice (
    policy_id  bigint      not null,
    expires_at timestamptz not null,
    kind       text        not null check (kind in ('soon', 'over')),
    made_at    timestamptz not null,
    primary key (policy_id, expires_at, kind)
);
create index expiry_notice_made on expiry_notice (made_at);

-- Messages of our own that are no bounces. What there is met the narrower rule, so nothing is read to check it.
alter table message drop constraint message_source_check;
alter table message add constraint message_source_check check (source in ('smtp', 'api', 'bounce', 'notice')) not valid;
