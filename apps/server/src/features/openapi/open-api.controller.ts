import type { JsonObject } from '@maillon/kernel'
import { Controller, Inject } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { Route } from '../../http/route.decorator.js'
import { CONFIG } from '../../platform/tokens.js'
import { openApiDocument } from './open-api.js'

@Controller()
export class OpenApiController {
  constructor(@Inject(CONFIG) private readonly config: ServerConfig) {}

  @Route('openApi')
  document(): JsonObject {
    return openApiDocument(this.config.publicUrl)
  }
}
