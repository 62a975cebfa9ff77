import { defineNode, Type, type AllContext } from '@maillon/node-sdk'
import { changeCollection, changePorts, changeShapes, previewChange, sampleOutcome, type ChangeParams } from './change-collection.js'
import { collectionParam, collectionWords, keysParam } from './collection-params.js'

export const collectionDelete = defineNode({
  type: 'collection.delete',
  title: { fr: 'Supprimer d’une collection', en: 'Delete from a collection' },
  description: { fr: 'Supprime d’une collection les lignes qui ont les mêmes clés.', en: 'Deletes the rows with the same keys from a collection.' },
  keywords: collectionWords,
  icon: 'table-minus',
  group: 'data',
  params: Type.Object({ collection: collectionParam, keys: keysParam }),
  outputs: changePorts,
  effects: 'write',
  outputShapes: changeShapes,
  examples: [
    {
      title: { fr: 'Oublier les unités vendues', en: 'Forget units that were sold' },
      params: { collection: 'Unités', keys: ['code'] },
      input: { main: [{ code: 'U-12', nom: 'Rond-point des Pins' }] },
    },
  ],
  sample: sampleOutcome({ added: 0, changed: 0, deleted: 12, same: 0, total: 488 }),
  words: { fr: 'supprime des lignes de la collection « {{collection}} »', en: 'deletes rows from the collection “{{collection}}”' },
  run: (context) => changeCollection(context, 'delete'),
  preview: (context) => previewChange(context as AllContext<ChangeParams>, 'delete'),
})
