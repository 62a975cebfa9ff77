import type { NodeDefinition } from '@maillon/node-sdk'
import { sqlBackup } from './sql-backup.node.js'
import { sqlQuery } from './sql-query.node.js'
import { sqlRun } from './sql-run.node.js'
import { sqlWrite } from './sql-write.node.js'
import { sqliteBackup } from './sqlite-backup.node.js'
import { sqliteQuery } from './sqlite-query.node.js'
import { sqliteWrite } from './sqlite-write.node.js'
import { testSql } from './test-connection.js'

/** Databases: query, write, back up. */
export const nodes: readonly NodeDefinition[] = [sqlQuery, sqlWrite, sqlRun, sqliteQuery, sqliteWrite, sqlBackup, sqliteBackup]

/** What the test button does, by credential type. */
export const connectionTests = { postgres: testSql, mysql: testSql } as const
