import type { JsonObject } from '@maillon/kernel'
import type { AllContext, ItemContext } from '../context.js'
import type { DefinitionRun } from './definition-run.js'

/** Dry run of a node that writes: what it would do, by its own `preview` or as its resolved parameters; also said in the log. */
export async function previewOf(run: DefinitionRun, context: ItemContext<JsonObject> | AllContext<JsonObject>): Promise<JsonObject> {
  const { definition, frame } = run
  const preview = definition.preview === undefined ? { params: context.params } : await definition.preview(context as ItemContext<never>)
  const said = {
    fr: 'Simulation : rien n’a été écrit ni envoyé. Voici ce qui l’aurait été.',
    en: 'Dry run: nothing was written or sent. This is what would have been.',
  }
  frame.services.log.info(said[frame.facts.locale], preview)
  return preview
}
