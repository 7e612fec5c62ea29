create table plugin_audits (
  ordinal bigint generated always as identity primary key,
  happened timestamp with time zone not null,
  action varchar(16) not null,
  caller varchar(200) not null,
  address varchar(100) not null,
  file_name varchar(1000) not null,
  plugin varchar(200) not null,
  version varchar(100) not null,
  sha256 varchar(64) not null,
  bytes bigint not null,
  signer varchar(1000) not null,
  policy varchar(16) not null,
  outcome varchar(16) not null,
  reason text not null
);
