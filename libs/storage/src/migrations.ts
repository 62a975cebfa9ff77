import type { MigrationInterface } from 'typeorm'
import { Foundation0000000000001 } from './migrations/0001-foundation.js'
import { Runs0000000000002 } from './migrations/0002-runs.js'
import { Schedules0000000000003 } from './migrations/0003-schedules.js'
import { Children0000000000004 } from './migrations/0004-children.js'
import { Pace0000000000005 } from './migrations/0005-pace.js'
import { Watches0000000000006 } from './migrations/0006-watches.js'
import { Directory0000000000007 } from './migrations/0007-directory.js'
import { Keeping0000000000008 } from './migrations/0008-keeping.js'
import { People0000000000009 } from './migrations/0009-people.js'
import { SampleMail0000000000010 } from './migrations/0010-sample-mail.js'
import { Gate0000000000011 } from './migrations/0011-gate.js'
import { ApiDocuments0000000000012 } from './migrations/0012-api-documents.js'
import { Sealed0000000000016 } from './migrations/0016-sealed.js'
import { TurnsAlone0000000000020 } from './migrations/0020-turns-alone.js'
import { Deadlines0000000000021 } from './migrations/0021-deadlines.js'

/** All migrations, in order. A released one is never changed; TypeORM sorts by the 13 digits at the end of each class name. */
export const migrations: readonly (new () => MigrationInterface)[] = [Foundation0000000000001, Runs0000000000002, Schedules0000000000003, Children0000000000004, Pace0000000000005, Watches0000000000006, Directory0000000000007, Keeping0000000000008, People0000000000009, SampleMail0000000000010, Gate0000000000011, ApiDocuments0000000000012, Sealed0000000000016, TurnsAlone0000000000020, Deadlines0000000000021]
