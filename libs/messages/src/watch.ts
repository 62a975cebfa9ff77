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
  FLOW_CALL_AWAITED: {
    fr: '{name} attend déjà le prochain appel de ce flux.',
    en: '{name} is already waiting for the next call of this flow.',
    hint: { fr: 'Son attente dure cinq minutes au plus : réessayez ensuite, ou demandez-lui de l’annuler.', en: 'A wait lasts five minutes at most: try again after that, or ask them to cancel it.' },
  },
  FLOW_CALL_ADDRESS_AWAITED: {
    fr: 'Quelqu’un attend déjà, pour un autre flux, un appel à la même adresse.',
    en: 'Somebody is already waiting, for another flow, for a call to the same address.',
    hint: { fr: 'Donnez une autre adresse au déclencheur, ou réessayez dans cinq minutes.', en: 'Give the trigger another address, or try again in five minutes.' },
  },
  FLOW_CALL_TRIGGER_MISSING: {
    fr: 'Ce flux n’a ni webhook ni formulaire en service : aucun appel ne peut lui arriver.',
    en: 'This flow has no webhook and no form that is on: no call can come in.',
    hint: { fr: 'Ajoutez un déclencheur « Webhook » ou « Formulaire », ou réactivez celui du dessin.', en: 'Add a “Webhook” or “Form” trigger, or enable the one in the drawing.' },
  },
} satisfies MessageMap
