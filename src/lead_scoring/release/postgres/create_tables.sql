-- which relations are a release's: others in its schemas are a stranger's, and stay where they are
create schema if not exists releases;
create table if not exists releases.relations (
    run_id text,
    schema_name text,
    relation_name text
)
