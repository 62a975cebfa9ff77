import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const watchMessages = {
  WATCH_PLACE_LOST: {
    fr: 'Un autre serveur surveille désormais à sa place, ou le flux a été publié à nouveau.',
    en: 'Another server watches in its place by now, or the flow was published anew.',
  },
  WATCH_LOOK_ENDLESS: {
    fr: 'Le serveur surveillé n’en finissait pas de répondre : on a raccroché.',
    en: 'The server that is watched would not stop answering: the look was ended.',
    hint: { fr: 'Le prochain essai vient tout seul. Si cela se répète, choisissez un dossier plus petit.', en: 'The next try comes by itself. If this happens again, choose a smaller folder.' },
  },
  FLOW_WATCH_BY_HAND: {
    fr: 'Ce flux démarre de lui-même, avec ce qui arrive : il n’y a rien à lui donner à la main.',
    en: 'This flow starts by itself, with what comes in: there is nothing to give it by hand.',
    hint: { fr: 'Pour qu’il regarde tout de suite, utilisez « Regarder maintenant » dans les horaires ; pour l’essayer avec un exemple, lancez un essai du brouillon.', en: 'To have it look at once, use “Look now” under schedules; to try it with an example, run a test of the draft.' },
  },
  FLOW_WATCH_MISSING: {
    fr: 'Ce flux ne surveille rien en ce moment.',
    en: 'This flow watches nothing just now.',
    hint: { fr: 'Publiez-le et activez-le avec un déclencheur qui surveille une boîte ou un dossier.', en: 'Publish it and switch it on with a trigger that watches a mailbox or a folder.' },
  },
} satisfies MessageMap
