-- What a session confirmed for one act is used up by it.

ALTER TABLE face_auth_sessions ADD COLUMN used_at BIGINT; -- when the act was done
