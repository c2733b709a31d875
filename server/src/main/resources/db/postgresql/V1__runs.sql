-- The same as db/migration, for PostgreSQL; the runs' files are here too, as machines don't see each other's.
create table runs (
    id                text    primary key,
    state             text    not null check (state in ('queued', 'running', 'finished', 'failed', 'cancelled')),
    dataset           text    not null,
    dataset_digest    text    not null, -- SHA-256 of its images
    dataset_source    text    not null, -- its name, or the folder with its files
    latent_dim        integer not null,
    channels          integer not null,
    parameters        bigint  not null,
    epochs            integer not null, -- at most
    batch_size        integer not null,
    learning_rate     double precision not null,
    weight_decay      double precision not null,
    schedule          text    not null,
    seed              bigint  not null,
    until             text    not null, -- stopping conditions, JSON
    threads           integer not null,
    created_at        text    not null, -- ISO 8601, UTC, as all times
    started_at        text,
    ended_at          text,
    epoch             integer not null default 0, -- epochs done
    train_loss        double precision,
    test_loss         double precision,
    seconds           double precision,
    images            integer, -- of the epoch in progress
    images_per_second double precision,
    seconds_left      double precision,
    stopped_by        text, -- which stopping condition ended it, JSON
    reason            text, -- why it failed
    deaths            integer not null default 0, -- of its workers, since the last epoch was done
    cancelling        integer not null default 0,
    revision          bigint  not null default 0, -- counts the changes of all runs
    worker            text -- which has begun it last: only this one may write down how it goes
);
create index runs_revision on runs (revision);
create index runs_state on runs (state);

-- Whoever has seen a revision has seen all before it: so changes of runs are committed in the order of their revisions,
-- one after the other. The lock comes before those of the rows, lest two wait for each other.
create sequence runs_revisions;

create function runs_one_at_a_time() returns trigger language plpgsql as $$
begin
    perform pg_advisory_xact_lock(7217551);
    return null;
end $$;

create function runs_revise() returns trigger language plpgsql as $$
begin
    new.revision := nextval('runs_revisions');
    return new;
end $$;

create trigger runs_one_at_a_time before insert or update on runs
    for each statement execute function runs_one_at_a_time();
create trigger runs_revised before insert or update on runs
    for each row execute function runs_revise();

create table metrics (
    run                text    not null references runs (id),
    epoch              integer not null,
    train_loss         double precision not null,
    running_train_loss double precision not null,
    test_loss          double precision not null,
    images_per_second  double precision not null,
    primary key (run, epoch)
);

create table artefacts (
    run    text    not null references runs (id),
    name   text    not null,
    path   text    not null, -- below the data directory
    bytes  bigint  not null,
    sha256 text    not null,
    primary key (run, name)
);

-- The artefacts' bytes, and under the name checkpoint where a training goes on from.
create table files (
    run     text  not null references runs (id),
    name    text  not null,
    content bytea not null,
    primary key (run, name)
);
alter table files alter column content set storage external; -- numbers of networks can't be compressed

-- The queue, as db-scheduler wants it.
create table scheduled_tasks (
    task_name            text                     not null,
    task_instance        text                     not null,
    task_data            bytea,
    execution_time       timestamp with time zone not null,
    picked               boolean                  not null,
    picked_by            text,
    last_success         timestamp with time zone,
    last_failure         timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat       timestamp with time zone,
    version              bigint                   not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
