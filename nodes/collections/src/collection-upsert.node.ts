import { defineNode, Type, type AllContext } from '@maillon/node-sdk'
import { changeCollection, changePorts, changeShapes, previewChange, sampleOutcome, type ChangeParams } from './change-collection.js'
import { collectionParam, collectionWords, keysParam } from './collection-params.js'

export const collectionUpsert = defineNode({
  type: 'collection.upsert',
  title: { fr: 'Ajouter ou mettre à jour une collection', en: 'Add or update in a collection' },
  description: { fr: 'Met les lignes dans une collection : les nouvelles s’ajoutent, celles dont la clé y est déjà sont mises à jour.', en: 'Puts the rows into a collection: new ones are added, those whose key is there already are updated.' },
  keywords: collectionWords,
  icon: 'table-import',
  group: 'data',
  params: Type.Object({ collection: collectionParam, keys: keysParam }),
  outputs: changePorts,
  effects: 'write',
  outputShapes: changeShapes,
  examples: [
    {
      title: { fr: 'Garder la liste des unités à jour', en: 'Keep the list of units up to date' },
      params: { collection: 'Unités', keys: ['code'] },
      input: { main: [{ code: 'U-12', nom: 'Rond-point des Pins' }] },
    },
  ],
  sample: sampleOutcome({ added: 3, changed: 2, deleted: 0, same: 495, total: 500 }),
  words: { fr: 'ajoute ou met à jour les lignes de la collection « {{collection}} »', en: 'adds or updates the rows in the collection “{{collection}}”' },
  run: (context) => changeCollection(context, 'upsert'),
  preview: (context) => previewChange(context as AllContext<ChangeParams>, 'upsert'),
})
