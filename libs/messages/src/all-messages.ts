import { alertMessages } from './alerts.js'
import { apiMessages } from './api.js'
import { backupMessages } from './backup.js'
import { cliMessages } from './cli.js'
import { compilerMessages } from './compiler.js'
import { datasetsMessages } from './datasets.js'
import { engineMessages } from './engine.js'
import { expressionsMessages } from './expressions.js'
import { flowMessages } from './flow.js'
import { foreignMessages } from './foreign.js'
import { foreignServiceMessages } from './foreign-services.js'
import { foreignStepMessages } from './foreign-steps.js'
import { formMessages } from './forms.js'
import { hostMessages } from './host.js'
import { jsonMessages } from './json.js'
import { kernelMessages } from './kernel.js'
import { packageMessages } from './packages.js'
import { peopleMessages } from './people.js'
import { postgresMessages } from './postgres.js'
import { queueMessages } from './queue.js'
import { runPageMessages } from './run-page.js'
import { scheduleMessages } from './schedule.js'
import { storageMessages } from './storage.js'
import { testMessages } from './tests.js'
import { vaultMessages } from './vault.js'
import { watchMessages } from './watch.js'
import { workspaceMessages } from './workspace.js'
import type { MessageMap } from './message-map.js'

/** Every area that has texts. A new area is one file and one line here. */
export const allMessages: readonly MessageMap[] = [
  alertMessages, apiMessages, backupMessages, cliMessages, compilerMessages, datasetsMessages, engineMessages, expressionsMessages, flowMessages, formMessages, hostMessages, jsonMessages,
  kernelMessages, packageMessages, peopleMessages, postgresMessages, queueMessages, runPageMessages, scheduleMessages, storageMessages, testMessages, vaultMessages, watchMessages, workspaceMessages, foreignMessages, foreignServiceMessages, foreignStepMessages,
]
