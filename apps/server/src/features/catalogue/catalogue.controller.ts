import type { CatalogueView } from '@maillon/api-contract'
import type { NodeCatalogue } from '@maillon/node-contract'
import { credentialTypes } from '@maillon/vault'
import { Controller, Inject } from '@nestjs/common'
import { Route } from '../../http/route.decorator.js'
import { CATALOGUE } from '../../platform/tokens.js'

@Controller()
export class CatalogueController {
  readonly #credentialTypes = credentialTypes.map(({ type, title, description, icon, fields, secrets, consent = null }) => ({ type, title, description, icon, fields, secrets, consent }))

  constructor(@Inject(CATALOGUE) private readonly nodes: NodeCatalogue) {}

  @Route('catalogue')
  catalogue(): CatalogueView {
    return { nodes: this.nodes.list(), credentialTypes: this.#credentialTypes }
  }
}
