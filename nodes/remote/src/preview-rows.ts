import type { AllContext, Item, ItemContext, JsonObject } from '@maillon/node-sdk'

const mostShown = 100

/** What a dry run shows of rows: how many, and what becomes of the first hundred. */
export async function previewRows<Params>(context: AllContext<Params> | ItemContext<Params>, describe: (item: Item, row: number) => JsonObject): Promise<JsonObject> {
  const files: JsonObject[] = []
  let count = 0
  if ('input' in context) {
    for await (const item of context.input()) {
      const shown = describe(item, count)
      if (files.length < mostShown) files.push(shown)
      count += 1
    }
  }
  return { count, files }
}
