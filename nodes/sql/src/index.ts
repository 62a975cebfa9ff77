import type { NodeDefinition } from '@maillon/node-sdk'
import { sqlQuery } from './sql-query.node.js'
import { sqlWrite } from './sql-write.node.js'
import { sqliteQuery } from './sqlite-query.node.js'
import { sqliteWrite } from './sqlite-write.node.js'
import { testSql } from './test-connection.js'

/** Databases: query, write. */
export const nodes: readonly NodeDefinition[] = [sqlQuery, sqlWrite, sqliteQuery, sqliteWrite]

/** What the test button does, by credential type. */
export const connectionTests = { postgres: testSql, mysql: testSql } as const
