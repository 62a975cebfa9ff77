import type { MigrationInterface } from 'typeorm'
import { Foundation0000000000001 } from './migrations/0001-foundation.js'
import { Runs0000000000002 } from './migrations/0002-runs.js'

/** All migrations, in order. A released one is never changed; TypeORM sorts by the 13 digits at the end of each class name. */
export const migrations: readonly (new () => MigrationInterface)[] = [Foundation0000000000001, Runs0000000000002]
