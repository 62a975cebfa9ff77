import { Controller, Inject } from '@nestjs/common'
import { Route } from '../../http/route.decorator.js'
import { Readiness, type ReadinessView } from './readiness.js'

@Controller()
export class HealthController {
  constructor(@Inject(Readiness) private readonly checks: Readiness) {}

  /** The process answers. */
  @Route('health')
  health(): { readonly status: 'ok' } {
    return { status: 'ok' }
  }

  /** It can take work: 503 otherwise. */
  @Route('readiness')
  readiness(): Promise<ReadinessView> {
    return this.checks.check()
  }
}
