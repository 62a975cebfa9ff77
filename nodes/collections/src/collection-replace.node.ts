import { defineNode, Type, type AllContext } from '@maillon/node-sdk'
import { changeCollection, changePorts, changeShapes, previewChange, sampleOutcome, type ChangeParams } from './change-collection.js'
import { collectionParam, collectionWords, keysParam } from './collection-params.js'

export const collectionReplace = defineNode({
  type: 'collection.replace',
  title: { fr: 'Remplacer une collection', en: 'Replace a collection' },
  description: { fr: 'La collection ne contient plus que ces lignes : ce qui n’y est plus est supprimé, tout ou rien.', en: 'The collection holds these rows and no others: what is not among them is deleted, all or nothing.' },
  keywords: collectionWords,
  icon: 'table-shortcut',
  group: 'data',
  params: Type.Object({ collection: collectionParam, keys: keysParam }),
  outputs: changePorts,
  effects: 'write',
  // No rows at all are an answer too: everything is gone.
  runOnEmpty: true,
  outputShapes: changeShapes,
  examples: [
    {
      title: { fr: 'Une copie exacte, chaque nuit', en: 'An exact copy, every night' },
      params: { collection: 'Unités', keys: ['code'] },
      input: { main: [{ code: 'U-12', nom: 'Rond-point des Pins' }] },
    },
  ],
  sample: sampleOutcome({ added: 3, changed: 2, deleted: 0, same: 495, total: 500 }),
  words: { fr: 'remplace toute la collection « {{collection}} »', en: 'replaces the whole collection “{{collection}}”' },
  run: (context) => changeCollection(context, 'replace'),
  preview: (context) => previewChange(context as AllContext<ChangeParams>, 'replace'),
})
