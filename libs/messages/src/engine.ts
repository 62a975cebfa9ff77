import type { MessageMap } from './message-map.js'

/** Texts of the codes of this area. */
export const engineMessages = {
  ENGINE_STORE_UNAVAILABLE: {
    fr: 'La base de données ne répond pas : l’exécution n’a pas été enregistrée à temps.',
    en: 'The database isn’t answering: the run could not be recorded in time.',
    hint: { fr: 'Réessayez dans quelques secondes.', en: 'Try again in a few seconds.' },
  },
  ENGINE_STEP_TIMED_OUT: {
    fr: 'L’étape a dépassé sa limite de temps de {limitMs:duration}.',
    en: 'The step took longer than its time limit of {limitMs:duration}.',
    hint: { fr: 'Si ce délai est normal, augmentez la limite de temps de l’étape.', en: 'If it normally takes that long, raise the time limit of the step.' },
  },
  ENGINE_STEP_INTERRUPTED: {
    fr: 'L’étape a été coupée {times} {times|fois|fois} avec le programme qui l’exécutait ; elle n’est plus retentée.',
    en: 'The step was cut off {times} {times|time|times} together with the program that ran it; it won’t be tried again.',
    hint: { fr: 'Vérifiez la mémoire disponible et la taille des données de cette étape, puis relancez depuis l’échec.', en: 'Check the available memory and the size of this step’s data, then retry from the failure.' },
  },
  ENGINE_STEP_UNSTORABLE: {
    fr: 'Le résultat de l’étape contient des données que la base ne peut pas conserver.',
    en: 'The result of the step holds data that the database can’t keep.',
    hint: { fr: 'Retirez les caractères de contrôle des données de cette étape.', en: 'Remove control characters from the data of this step.' },
  },
  ENGINE_RUN_TIMED_OUT: {
    fr: 'L’exécution a dépassé sa limite de temps de {limitMs:duration}.',
    en: 'The run took longer than its time limit of {limitMs:duration}.',
    hint: { fr: 'Si cette durée est normale, augmentez la limite de temps dans les réglages du flux.', en: 'If it normally takes that long, raise the time limit in the settings of the flow.' },
  },
  ENGINE_RUN_REPLACED: {
    fr: 'Annulée : une exécution plus récente du même flux a pris sa place.',
    en: 'Cancelled: a newer run of the same flow took its place.',
  },
  ENGINE_RUN_OVERLAPS: {
    fr: 'Ignorée : une exécution du même flux était encore en cours.',
    en: 'Skipped: another run of the same flow was still going on.',
    hint: { fr: 'Les réglages du flux disent ce qui se passe dans ce cas : attendre, ignorer, remplacer ou exécuter en parallèle.', en: 'The settings of the flow say what happens then: wait, skip, replace, or run in parallel.' },
  },
  ENGINE_RUN_NOT_FAILED: {
    fr: 'Seule une exécution terminée en échec, annulée ou avec avertissements peut être reprise.',
    en: 'Only a run that failed, was cancelled or ended with warnings can be retried.',
  },
  ENGINE_RUN_UNKNOWN: { fr: 'Cette exécution n’existe pas ou n’existe plus.', en: 'This run doesn’t exist, or not any more.' },
  ENGINE_PLAN_FORMAT_UNKNOWN: {
    fr: 'Ce flux a été publié par une version plus récente de Maillon. Mettez ce serveur à jour, ou publiez le flux à nouveau ici.',
    en: 'This flow was published by a newer version of Maillon. Update this server, or publish the flow here again.',
  },
  ENGINE_VERSION_MISSING: { fr: 'Cette version du flux n’existe plus.', en: 'This version of the flow no longer exists.' },
  ENGINE_PLAN_LOST: {
    fr: 'La version du flux avec laquelle cette exécution a commencé n’existe plus : elle ne peut pas continuer.',
    en: 'The version of the flow that this run began with no longer exists: it can’t go on.',
    hint: { fr: 'Lancez le flux à nouveau dans sa version actuelle.', en: 'Run the flow again in its present version.' },
  },
  ENGINE_NODE_UNKNOWN: {
    fr: 'On ne peut pas repartir de « {node} » : ce n’est pas une étape de cette exécution, ou elle se trouve dans une boucle.',
    en: 'It isn’t possible to start again from “{node}”: it is no step of this run, or it stands inside a loop.',
  },
  ENGINE_ROWS_NONE: {
    fr: 'Aucune ligne à relancer.',
    en: 'There are no rows to run again.',
    hint: { fr: 'Choisissez au moins une ligne.', en: 'Choose at least one row.' },
  },
  ENGINE_NOTHING_FOUND: {
    fr: 'Rien trouvé après {tries} {tries|essai|essais}.',
    en: 'Nothing found after {tries} {tries|try|tries}.',
    hint: { fr: 'Si quelque chose aurait dû arriver, vérifiez la source et les filtres de l’étape.', en: 'If something should have arrived, check the source and the filters of the step.' },
  },
  ENGINE_NOTHING_FOUND_YET: {
    fr: 'Rien trouvé à l’essai {tries} sur {of} ; un nouvel essai est prévu.',
    en: 'Nothing found at try {tries} of {of}; it will look again.',
  },
  ENGINE_FOUND_LATE: {
    fr: 'Trouvé à l’essai {tries} sur {of}.',
    en: 'Found at try {tries} of {of}.',
  },
  ENGINE_CHILDREN_TOO_MANY: {
    fr: '« {name} » ferait {total:number} tours ; la limite est de {most:number}.',
    en: '“{name}” would take {total:number} turns; the limit is {most:number}.',
    hint: { fr: 'Traitez plusieurs lignes par tour : augmentez la taille des lots.', en: 'Take several rows a turn: make the batches larger.' },
  },
  ENGINE_CALL_TOO_DEEP: {
    fr: '« {name} » appellerait un flux au-delà de {most} niveaux d’appels.',
    en: '“{name}” would call a flow beyond {most} levels of calls.',
    hint: { fr: 'Des flux s’appellent sans doute les uns les autres en rond.', en: 'Flows probably call one another in a circle.' },
  },
  ENGINE_CALL_CIRCULAR: {
    fr: 'Le flux « {flow} » s’attendrait lui-même : une de ses exécutions attend déjà celle-ci, et il n’en laisse pas passer davantage à la fois.',
    en: 'The flow “{flow}” would wait for itself: a run of it waits for this one already, and it lets no more through at once.',
    hint: { fr: 'Dans les réglages de ce flux, laissez ses exécutions aller en parallèle, ou ne l’appelez pas depuis un flux qu’il appelle.', en: 'In the settings of that flow, let its runs go side by side, or don’t call it from a flow that it calls.' },
  },
  ENGINE_CALL_MISSING: {
    fr: 'Le flux appelé n’existe pas, n’est pas publié, ou n’a pas de déclencheur « appelé par un flux ».',
    en: 'The called flow doesn’t exist, isn’t published, or has no “called by a flow” trigger.',
    hint: { fr: 'Publiez le flux appelé, puis relancez depuis l’échec.', en: 'Publish the called flow, then retry from the failure.' },
  },
  ENGINE_TURNS_WARNED: {
    fr: 'Des tours de la boucle se sont terminés avec un avertissement (nombre : {count}).',
    en: 'Turns of the loop ended with a warning (how many: {count}).',
    hint: { fr: 'Choisissez un de ces tours pour voir ce qui a été mis de côté ou ignoré.', en: 'Choose one of these turns to see what was set aside or skipped.' },
  },
  ENGINE_CALL_WARNED: {
    fr: 'Le flux appelé s’est terminé avec un avertissement.',
    en: 'The flow that was called ended with a warning.',
    hint: { fr: 'Ouvrez son exécution pour voir ce qui a été mis de côté ou ignoré.', en: 'Open its run to see what was set aside or skipped.' },
  },
  ENGINE_CHILD_CANCELLED: {
    fr: 'Une partie de cette étape a été annulée avant sa fin.',
    en: 'A part of this step was cancelled before its end.',
  },
  ENGINE_TRIGGER_UNKNOWN: {
    fr: 'Le déclencheur de cette exécution n’existe pas dans la version du flux.',
    en: 'The trigger of this run isn’t part of that version of the flow.',
  },
} as const satisfies MessageMap
