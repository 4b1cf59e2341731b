/** What the server is started with. */
export type ServerSettings = {
  readonly port: number;
  /** Folder for the Unix socket; "" for none. */
  readonly socketFolder: string;
  readonly ownSettings: string;
  /** Bytes that it keeps in memory of what is in its files: see bufferSize. */
  readonly buffers: number;
};

const MEGABYTE = 1024 ** 2;
/** For a demonstration: the whole program stays under 1.2 GB. */
const LEAST_BUFFERS = 256 * MEGABYTE;

/**
 * How much of its files a server keeps in memory, in bytes: all of them, as far as a quarter of the machine's memory
 * reaches. What is not there is asked of the operating system page by page, at many times the cost.
 * @see https://www.postgresql.org/docs/18/runtime-config-resource.html (a quarter of memory)
 */
export function bufferSize(databaseBytes: number, memoryBytes: number): number {
  const wanted = Math.ceil(databaseBytes / LEAST_BUFFERS) * LEAST_BUFFERS;
  const most = Math.floor(memoryBytes / 4 / MEGABYTE) * MEGABYTE;
  return Math.max(LEAST_BUFFERS, Math.min(wanted, most));
}

/**
 * postgresql.conf for two cores, and a whole program of which this is a part under 1.2 GB.
 * What has been acknowledged is never lost: fsync, full_page_writes and synchronous_commit stay on.
 */
export const settingsFile = ({ port, socketFolder, ownSettings, buffers }: ServerSettings): string => `\
# Written anew at each start. Your own settings belong into ${ownSettings}
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ${quoted(socketFolder)}
unix_socket_permissions = 0700
max_connections = 60
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'ISO, YMD'
lc_messages = 'C'

fsync = on
full_page_writes = on
synchronous_commit = on

shared_buffers = ${(buffers / MEGABYTE).toFixed(0)}MB
effective_cache_size = ${((3 * buffers) / MEGABYTE).toFixed(0)}MB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
effective_io_concurrency = 32
jit = off
max_parallel_workers_per_gather = 1
max_parallel_workers = 2
max_worker_processes = 4

# A bulk load should meet few checkpoints: each makes every page be written whole once more.
checkpoint_timeout = 30min
max_wal_size = 4GB
min_wal_size = 256MB
wal_buffers = 16MB
# To write a page whole is cheaper than to compress it: pglz takes longer than the disk does.
wal_compression = off
wal_level = minimal
max_wal_senders = 0

# One patient cleaner beside two cores: analyses often, so that plans are right after a load, vacuums gently.
autovacuum_max_workers = 1
autovacuum_naptime = 30s
autovacuum_vacuum_scale_factor = 0.2
autovacuum_vacuum_insert_scale_factor = 0.5
autovacuum_analyze_scale_factor = 0.1
autovacuum_vacuum_cost_delay = 5ms

log_checkpoints = off
# Statements that fail, and what they say, can hold personal data: the program reports them, not this log.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_line_prefix = '%m [%p] '
include_if_exists = ${quoted(ownSettings)}
`;

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
