import type { MessageMap } from './message-map.js'

/** Texts of the codes that `@maillon/kernel` gives by itself. */
export const kernelMessages = {
  NODE_CODE_FAILED: {
    fr: 'Le code de cette étape a échoué de façon imprévue : {message}.',
    en: 'The code of this step failed unexpectedly: {message}.',
    hint: { fr: 'Signalez-le à l’auteur de l’étape ; les détails aident à trouver la cause.', en: 'Report it to the author of the step; the details help to find the cause.' },
  },
} as const satisfies MessageMap
