-- What Incode's webhooks said. The first decision about an attempt stands: the primary key forbids
-- a second.

CREATE TABLE incode_decisions (
    attempt_hash  TEXT PRIMARY KEY, -- of the transaction, else the interview, else the raw delivery
    body_hash     TEXT NOT NULL,    -- of the raw delivery: tells a repetition from a contradiction
    customer_hash TEXT,             -- of Incode's id of the person, where it named one
    kind          TEXT NOT NULL,
    decision      TEXT NOT NULL,    -- JSON
    contradiction BIGINT NOT NULL,  -- 1 where the delivery contradicts itself, else 0
    decided_at    BIGINT NOT NULL
);
CREATE INDEX incode_decisions_by_customer ON incode_decisions (customer_hash, decided_at);
CREATE INDEX incode_decisions_by_time ON incode_decisions (decided_at);
