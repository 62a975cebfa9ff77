import type { MigrationInterface } from 'typeorm'

/** All migrations, in order. A released one is never changed; TypeORM sorts by the 13 digits at the end of each class name. */
export const migrations: readonly (new () => MigrationInterface)[] = []
