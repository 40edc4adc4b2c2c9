-- What is cleared by its age is found by it.

CREATE INDEX sign_ins_by_expiry ON sign_ins (expires_at);
CREATE INDEX session_requests_by_time ON session_requests (requested_at);
CREATE INDEX face_auth_sessions_by_expiry ON face_auth_sessions (expires_at);
CREATE INDEX decisions_by_time ON decisions (decided_at);
