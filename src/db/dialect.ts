import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from "kysely";

/** Runs one compiled statement on whatever connection is right here and now. */
export type Runner = <Row>(statement: CompiledQuery, name?: string) => Promise<QueryResult<Row>>;

/** Kysely's builder whose statements join the ambient transaction. */
export function ambientKysely<Schema>(run: Runner): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: ambientDialect(run) });
}

function ambientDialect(run: Runner): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ambientDriver(run),
  };
}

function ambientDriver(run: Runner): Driver {
  const connection: DatabaseConnection = {
    executeQuery: (statement) => run(statement),
    streamQuery: () => {
      throw new Error("Streaming is not offered: read page by page");
    },
  };
  const refuse = (): Promise<never> =>
    Promise.reject(new Error("Use db.inTransaction, which every module's statements join"));
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    init: nothing,
    acquireConnection: () => Promise.resolve(connection),
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: nothing,
    destroy: nothing,
  };
}
