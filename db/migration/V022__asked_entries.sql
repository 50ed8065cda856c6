-- When Postfix last asked for an entry by socketmap. Beside policy_use, which tells of deliveries by Postseal itself; not bound
-- to the entry for the same reason: writing it down must not wait for somebody who changes the entry.
create table policy_asked (
    policy_id bigint primary key,
    asked_at  timestamptz not null
) with (fillfactor = 50);
