-- What a host keeps. Only types and clauses that PostgreSQL has too.
-- Times are milliseconds since 1970 (UTC). Every *_hash is a SHA-256 in lower-case hex: whoever
-- reads this database can neither sign in nor open a vendor session with what stands here.

CREATE TABLE persons (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    scan_ref TEXT NOT NULL -- the vendor's id of this person's earlier identification
);

CREATE TABLE sign_ins (
    cookie_hash TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES persons (id),
    expires_at  BIGINT NOT NULL
);

-- One row for each session that a person asked for: what the rate limit counts.
CREATE TABLE session_requests (
    person_id    TEXT NOT NULL REFERENCES persons (id),
    requested_at BIGINT NOT NULL
);
CREATE INDEX session_requests_by_person ON session_requests (person_id, requested_at);

CREATE TABLE face_auth_sessions (
    handle_hash TEXT PRIMARY KEY,
    token_hash  TEXT NOT NULL UNIQUE,
    person_id   TEXT NOT NULL REFERENCES persons (id),
    purpose     TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    consumed_at BIGINT, -- when a success was redeemed
    consumed_by TEXT    -- the cookie_hash of the sign-in that redeemed it
);
CREATE INDEX face_auth_sessions_by_consumer ON face_auth_sessions (consumed_by);

-- The final decision for a token. The first one stands: the primary key forbids a second.
-- It refers to no session, since a delivery may overtake the row of the session it belongs to.
CREATE TABLE decisions (
    token_hash TEXT PRIMARY KEY,
    body_hash  TEXT NOT NULL, -- of the raw delivery: tells a repetition from a contradiction
    scan_ref   TEXT,          -- as the vendor named it, where it did
    purpose    TEXT,
    decision   TEXT NOT NULL, -- JSON
    decided_at BIGINT NOT NULL
);
