-- Trainings, from their order to their result.
create table runs (
    id                text    primary key,
    state             text    not null check (state in ('queued', 'running', 'finished', 'failed', 'cancelled')),
    dataset           text    not null,
    dataset_digest    text    not null, -- SHA-256 of its images
    dataset_source    text    not null, -- its name, or the folder with its files
    latent_dim        integer not null,
    channels          integer not null,
    parameters        integer not null,
    epochs            integer not null, -- at most
    batch_size        integer not null,
    learning_rate     real    not null,
    weight_decay      real    not null,
    schedule          text    not null,
    seed              integer not null,
    until             text    not null, -- stopping conditions, JSON
    threads           integer not null,
    created_at        text    not null, -- ISO 8601, UTC, as all times
    started_at        text,
    ended_at          text,
    epoch             integer not null default 0, -- epochs done
    train_loss        real,
    test_loss         real,
    seconds           real,
    images            integer, -- of the epoch in progress
    images_per_second real,
    seconds_left      real,
    stopped_by        text, -- which stopping condition ended it, JSON
    reason            text, -- why it failed
    deaths            integer not null default 0, -- of its workers, since the last epoch was done
    cancelling        integer not null default 0,
    revision          integer not null default 0 -- counts the changes of all runs
);
create index runs_revision on runs (revision);
create index runs_state on runs (state);

create trigger runs_inserted after insert on runs begin
    update runs set revision = (select max(revision) + 1 from runs) where id = new.id;
end;
create trigger runs_updated after update on runs when new.revision = old.revision begin
    update runs set revision = (select max(revision) + 1 from runs) where id = new.id;
end;

create table metrics (
    run                text    not null references runs (id),
    epoch              integer not null,
    train_loss         real    not null,
    running_train_loss real    not null,
    test_loss          real    not null,
    images_per_second  real    not null,
    primary key (run, epoch)
) without rowid;

create table artefacts (
    run    text    not null references runs (id),
    name   text    not null,
    path   text    not null, -- below the data directory
    bytes  integer not null,
    sha256 text    not null,
    primary key (run, name)
) without rowid;

-- The queue, as db-scheduler wants it.
create table scheduled_tasks (
    task_name            varchar(100),
    task_instance        varchar(100),
    task_data            blob,
    execution_time       timestamp,
    picked               bit,
    picked_by            varchar(50),
    last_success         timestamp,
    last_failure         timestamp,
    consecutive_failures int,
    last_heartbeat       timestamp,
    version              bigint,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc);
