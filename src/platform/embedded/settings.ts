/**
 * Settings of an embedded server: durable, no network, sized for one service on a small machine. Everything
 * the service promises needs `fsync`, `synchronous_commit` and `full_page_writes`; they are said although they
 * are the defaults.
 */
export const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  superuser_reserved_connections: '3',
  // What a killed process was asking for ends with it, with its locks.
  client_connection_check_interval: '1s',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  // Nobody replicates an embedded server, so its write-ahead log need not carry what replicas need.
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  // A failed statement is the client's to log; its text could hold what must not be in a log.
  log_min_error_statement: 'panic',
  log_checkpoints: 'off',
};

/** For test servers whose loss costs nothing. */
export const VOLATILE_SETTINGS: Readonly<Record<string, string>> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  shared_buffers: '128MB',
};
