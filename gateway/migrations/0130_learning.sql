-- Up Migration

-- What a team remembers of a practice card. No person: nobody is examined here.
CREATE TABLE practice_memory (
  team    text NOT NULL,
  card    text NOT NULL,
  box     integer NOT NULL CHECK (box >= 0),
  due_at  timestamptz NOT NULL,
  "right" integer NOT NULL CHECK ("right" >= 0),
  wrong   integer NOT NULL CHECK (wrong >= 0),
  PRIMARY KEY (team, card)
);

-- A story to learn from. It points at no case and no resident; what was sent back keeps its text no longer.
CREATE TABLE learning_story (
  id               uuid PRIMARY KEY,
  partner          text NOT NULL REFERENCES partner (id),
  involved         text[] NOT NULL,
  text             text,
  quasi            text[] NOT NULL,
  people           integer NOT NULL CHECK (people >= 10),
  source           text NOT NULL,
  state            text NOT NULL CHECK (state IN ('voorgelegd', 'gelezen', 'vrijgegeven', 'teruggestuurd')),
  put_forward_at   timestamptz NOT NULL,
  read_by          text REFERENCES partner (id),
  read_at          timestamptz,
  decided_at       timestamptz,
  CHECK ((state = 'teruggestuurd') = (text IS NULL)),
  CHECK (state <> 'vrijgegeven' OR read_by IS NOT NULL),
  CHECK (read_by IS NULL OR (read_by <> partner AND NOT read_by = ANY (involved)))
);
CREATE INDEX ON learning_story (state, put_forward_at);
