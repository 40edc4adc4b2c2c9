-- A session is asked about by its token, which is what the widget hands to a page's `confirm`.
-- Made anew, since the primary key changes.

ALTER TABLE face_auth_sessions RENAME TO face_auth_sessions_by_handle;

CREATE TABLE face_auth_sessions (
    token_hash  TEXT PRIMARY KEY,
    person_id   TEXT NOT NULL REFERENCES persons (id),
    purpose     TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    consumed_at BIGINT, -- when a success was redeemed
    consumed_by TEXT    -- the cookie_hash of the sign-in that redeemed it
);

INSERT INTO face_auth_sessions
SELECT token_hash, person_id, purpose, created_at, expires_at, consumed_at, consumed_by
FROM face_auth_sessions_by_handle;

DROP TABLE face_auth_sessions_by_handle;

CREATE INDEX face_auth_sessions_by_consumer ON face_auth_sessions (consumed_by);
CREATE INDEX face_auth_sessions_by_person ON face_auth_sessions (person_id);
