create table experiments (
  ordinal bigint generated always as identity primary key,
  id varchar(63) not null unique,
  title varchar(1000) not null,
  spec text not null,
  created timestamp with time zone not null,
  request_id varchar(200) unique,
  request_hash char(64) not null
);

create table experiment_tags (
  owner varchar(63) not null references experiments (id) on delete cascade,
  name varchar(200) not null,
  content varchar(1000) not null,
  primary key (owner, name)
);

create table runs (
  ordinal bigint generated always as identity primary key,
  id varchar(63) not null unique,
  experiment varchar(63) references experiments (id),
  title varchar(1000) not null,
  state varchar(16) not null,
  seed bigint not null,
  created timestamp with time zone not null,
  started timestamp with time zone,
  ended timestamp with time zone,
  progress text,
  figures text,
  error text,
  resumed_from varchar(63),
  manifest text not null,
  -- No event has a greater sequence, stored or not.
  reserved bigint not null,
  request_id varchar(200) unique,
  request_hash char(64) not null,
  -- Set first, so that what is left of a run after a crash is found and removed.
  deleted boolean not null
);

create index runs_by_state on runs (state);
create index runs_by_experiment on runs (experiment);

create table run_tags (
  owner varchar(63) not null references runs (id) on delete cascade,
  name varchar(200) not null,
  content varchar(1000) not null,
  primary key (owner, name)
);

create table run_plugins (
  run varchar(63) not null references runs (id) on delete cascade,
  sha256 char(64) not null,
  primary key (run, sha256)
);

create index run_plugins_by_content on run_plugins (sha256);

create table events (
  run varchar(63) not null references runs (id) on delete cascade,
  seq bigint not null,
  happened timestamp with time zone not null,
  kind varchar(16) not null,
  content text not null,
  primary key (run, seq)
);

create table metric_points (
  run varchar(63) not null references runs (id) on delete cascade,
  seq bigint not null,
  series varchar(200) not null,
  step bigint not null,
  epoch integer not null,
  reading double precision not null,
  happened timestamp with time zone not null,
  primary key (run, seq)
);

create index metric_points_by_series on metric_points (run, series, seq);

create table artefacts (
  run varchar(63) not null references runs (id) on delete cascade,
  path varchar(500) not null,
  bytes bigint not null,
  sha256 char(64) not null,
  written timestamp with time zone not null,
  primary key (run, path)
);

create table plugins (
  sha256 char(64) primary key,
  id varchar(200) not null,
  version varchar(100) not null,
  origin varchar(200) not null,
  installed timestamp with time zone not null,
  active boolean not null
);
