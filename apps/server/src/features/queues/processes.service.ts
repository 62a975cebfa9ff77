import { ProcessStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { AuditService } from '../audit/audit.service.js'
import { factsOf, isSilent } from './process-view.js'

/** The processes of the installation, as people want them. */
@Injectable()
export class ProcessesService {
  constructor(
    @Inject(ProcessStore) private readonly store: ProcessStore,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  /** A wish, which the process sees at its next look. Two wishes are one. */
  async restart(caller: CallerIdentity, id: string): Promise<{ readonly changed: boolean; readonly by: string | null }> {
    const process = await this.store.find(id)
    if (process === null) throw missing()
    const facts = factsOf(process.about)
    if (isSilent(process)) throw apiError('PROCESS_SILENT', { host: facts.host, ms: process.silentMs })
    if (!facts.roles.includes('worker')) throw apiError('PROCESS_NO_WORKER', { host: facts.host })
    if (facts.state === 'restarting' || !(await this.store.askRestart(id, caller.user.name))) return { changed: false, by: process.restartAskedBy }
    await this.audit.record(caller, { action: 'worker.restart', target: { kind: 'process', id }, before: { host: facts.host, pid: facts.pid, running: facts.running }, after: { asked: true } })
    return { changed: true, by: caller.user.name }
  }
}
